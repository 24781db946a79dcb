using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Every administrator is an expected one: by the settings, or because the team file gives them that role.</summary>
internal sealed class AdminIsExpected(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (member, teammate) in comparison.Accounts)
        {
            var account = (ZendeskAccount)member;
            if (population.KindOf(account) != ZendeskKind.Admin)
            {
                continue;
            }

            var isExpected =
                (account.Email is { } email && settings.ExpectedAdmins.Contains(email.Trim()))
                || (teammate is not null && settings.GivesRole(teammate, population.RoleOf(account)));
            yield return isExpected
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"{account.Label} is an admin (role {population.RoleOf(account)}), and neither expected_admins nor "
                        + "the team file says so."
                );
        }
    }
}
