using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>A teammate's base role is one of those that go with the title, by the first rule that fits; titles without a rule, and those that the settings skip, are not looked at.</summary>
public sealed class RoleMatches : Check<PagerDutyPopulation>
{
    public override string Title => "Every role goes with the title";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var (member, owner) in comparison.Accounts)
        {
            if (
                owner is not { } teammate
                || population.Platform.Skips(teammate.Title)
                || population.Platform.RolesFor(teammate.Title) is not { } roles
            )
            {
                continue;
            }

            var account = (PagerDutyAccount)member;
            yield return new CheckResult(
                account.Id,
                account.Label,
                account.Role is { } role && roles.Contains(role, StringComparer.Ordinal)
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Teammate = teammate,
                        Text =
                            $"{account.Label} has {(account.Role is null ? "a role that PagerDuty does not tell" : $"the role {account.Role}")}, and {teammate.Title} goes with {string.Join(" or ", roles)}.",
                        Remedy = "Change the role in PagerDuty, or the rule in audits.yaml if it is out of date.",
                    }
            );
        }
    }
}
