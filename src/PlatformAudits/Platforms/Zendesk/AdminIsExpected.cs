using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Every administrator is an expected one: by the settings, or because the team file gives them that role.</summary>
public sealed class AdminIsExpected : Check<ZendeskPopulation>
{
    public override string Title => "Every admin is an expected one";

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
                (account.Email is { } email && population.Platform.ExpectedAdmins.Contains(email.Trim()))
                || (teammate is not null && population.HasRoleOfTeamFile(account, teammate));
            yield return new CheckResult(
                account.Id,
                account.Label,
                isExpected
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Teammate = teammate,
                        Text =
                            $"{account.Label} is an admin (role {population.RoleOf(account)}), and neither expected_admins nor the team file says so.",
                        Remedy =
                            $"Take the role away in {population.Platform.Title}, or add the address to expected_admins in audits.yaml.",
                    }
            );
        }
    }
}
