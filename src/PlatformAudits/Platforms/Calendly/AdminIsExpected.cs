using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>Who manages the organization or one of its groups is among those that the settings expect.</summary>
internal sealed class AdminIsExpected(CalendlySettings settings) : Check<CalendlyPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, CalendlyPopulation population)
    {
        var admins = settings.ExpectedAdmins.Select(e => e.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var groupAdmins = settings.ExpectedGroupAdmins.Select(e => e.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
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

            yield return unexpected.Count == 0
                ? Met(account)
                : NotMet(account, teammate, $"{account.Label} is {Sentence.List(unexpected)}, and is not among the expected ones.");
        }
    }
}
