using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>Who manages the organization or one of its groups is among those that the settings expect.</summary>
public sealed class AdminIsExpected : Check<CalendlyPopulation>
{
    public override string Title => "Every owner and admin is an expected one";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, CalendlyPopulation population)
    {
        var admins = population.Platform.ExpectedAdmins.Select(e => e.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var groupAdmins = population.Platform.ExpectedGroupAdmins.Select(e => e.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (member, teammate) in comparison.Accounts)
        {
            var account = (CalendlyAccount)member;
            var groups = population.GroupsLedBy(account);
            if (!account.IsAdmin && groups.Count == 0)
            {
                continue;
            }

            var email = account.Email?.Trim() ?? "";
            var unexpected = new List<string>();
            if (account.IsAdmin && !admins.Contains(email))
            {
                unexpected.Add($"{account.Role} of the organization");
            }

            if (groups.Count > 0 && !admins.Contains(email) && !groupAdmins.Contains(email))
            {
                unexpected.Add($"admin of the {(groups.Count == 1 ? "group" : "groups")} {Sentence.List(groups)}");
            }

            yield return new CheckResult(
                account.Id,
                account.Label,
                unexpected.Count == 0
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Teammate = teammate,
                        Text = $"{account.Label} is {Sentence.List(unexpected)}, and is not among the expected ones.",
                        Remedy =
                            "Take the role away in Calendly, or add the address to expected_admins or expected_group_admins in audits.yaml.",
                    }
            );
        }
    }
}
