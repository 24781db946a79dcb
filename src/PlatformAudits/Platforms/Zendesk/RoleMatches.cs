using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The account has the role that the team file names. Who has none there is not looked at.</summary>
internal sealed class RoleMatches(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (member, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate || settings.ProfileOf(teammate)?.Role is not { } role)
            {
                continue;
            }

            var account = (ZendeskAccount)member;
            yield return settings.GivesRole(teammate, population.RoleOf(account))
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"The team file gives {teammate.Name} the role {role}, and the account has {population.RoleOf(account)}."
                );
        }
    }
}
