using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>
/// A teammate's base role is one of those that go with the title, by the first rule that fits; titles without a rule, and those that the
/// settings skip, are not looked at.
/// </summary>
internal sealed class RoleMatches(PagerDutySettings settings) : Check<PagerDutyPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var (member, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate || settings.Skips(teammate.Title) || settings.RolesFor(teammate.Title) is not { } roles)
            {
                continue;
            }

            var account = (PagerDutyAccount)member;
            yield return account.Role is { } role && roles.Contains(role, StringComparer.Ordinal)
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"{account.Label} has {(account.Role is null ? "a role that PagerDuty does not tell" : $"the role {account.Role}")}, "
                        + $"and {teammate.Title} goes with {string.Join(" or ", roles)}."
                );
        }
    }
}
