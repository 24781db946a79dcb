using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The account has the role that the team file names. Who has none there is not looked at.</summary>
public sealed class RoleMatches : Check<ZendeskPopulation>
{
    public override string Title => "The account has the role of the team file";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (member, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate || population.Platform.ProfileOf(teammate)?.Role is not { } role)
            {
                continue;
            }

            var account = (ZendeskAccount)member;
            yield return new CheckResult(
                account.Id,
                account.Label,
                population.HasRoleOfTeamFile(account, teammate)
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Teammate = teammate,
                        Text = $"The team file gives {teammate.Name} the role {role}, and the account has {population.RoleOf(account)}.",
                        Remedy =
                            $"Change the role in {population.Platform.Title} with an access request, or put the right one into the team file.",
                    }
            );
        }
    }
}
