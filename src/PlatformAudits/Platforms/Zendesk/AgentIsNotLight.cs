using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>No teammate is a light agent, unless the team file gives them the very role that they have.</summary>
internal sealed class AgentIsNotLight(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (member, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate)
            {
                continue;
            }

            var account = (ZendeskAccount)member;
            var isWrong = population.KindOf(account) == ZendeskKind.Light && !settings.GivesRole(teammate, population.RoleOf(account));
            yield return !isWrong
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"{teammate.Name} ({account.Email ?? account.Id}) is a light agent (role {population.RoleOf(account)})."
                );
        }
    }
}
