using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>
/// The two tables of the handbook's page "Calendly audits": <c>support_team</c>, and <c>not_in_team</c> with those in Calendly but not
/// part of the team.
/// </summary>
internal static class CalendlyTables
{
    public static IEnumerable<IssueTable> Of(Comparison comparison, CalendlyPopulation population, AuditReport report)
    {
        yield return new IssueTable("not_in_team", IsAppendix: false, NotInTeam(comparison, report));
        yield return new IssueTable("support_team", IsAppendix: true, SupportTeam(comparison, population, report));
    }

    private static IEnumerable<IssueRow> NotInTeam(Comparison comparison, AuditReport report)
    {
        var check = Check.IdOf<AccountHasTeammate>();
        foreach (var (account, teammate) in comparison.Accounts)
        {
            var key = new FindingKey(check, account.Id);
            if (teammate is null)
            {
                yield return new IssueRow(
                    key,
                    new Dictionary<string, string?>
                    {
                        ["name"] = account.Name,
                        ["email"] = account.Email,
                        ["role"] = ((CalendlyAccount)account).Role,
                        ["since"] = ((CalendlyAccount)account).Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        ["waived"] = report.AcceptanceOf(key),
                    }
                );
            }
        }
    }

    private static IEnumerable<IssueRow> SupportTeam(Comparison comparison, CalendlyPopulation population, AuditReport report)
    {
        var failed = report.FailedChecks(f => f.Teammate?.Email);
        foreach (var (teammate, match) in comparison.Teammates)
        {
            var account = (CalendlyAccount?)match;
            var groups = account is null ? [] : population.GroupsLedBy(account);
            yield return new IssueRow(
                null,
                new Dictionary<string, string?>
                {
                    ["name"] = teammate.Name,
                    ["email"] = teammate.Email,
                    ["link"] = teammate.Field(CalendlyTeamKeys.Link),
                    ["account"] = account is null
                        ? (population.IsInvited(teammate.Email) ? "invited" : "none")
                        : account.Email ?? account.Id,
                    ["role"] =
                        account is null ? null
                        : groups.Count == 0 ? account.Role
                        : $"{account.Role}; admin of {Sentence.List(groups)}",
                    ["notes"] = comparison.NotesOn(account, failed[teammate.Email]),
                }
            );
        }
    }
}
