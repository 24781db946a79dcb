using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>
/// What the handbook's page "Pagerduty audits" has its script print: the schedules with their users, and the team with notes; and besides,
/// who is in neither. <c>on_call_not_in_team</c>,
/// <c>accounts_not_in_team</c>, <c>schedules</c> and <c>support_team</c>.
/// </summary>
internal static class PagerDutyTables
{
    public static IEnumerable<IssueTable> Of(
        Comparison comparison,
        PagerDutyPopulation population,
        PagerDutySettings settings,
        AuditReport report
    )
    {
        yield return new IssueTable("on_call_not_in_team", IsAppendix: false, OnCallNotInTeam(population, report))
        {
            Without = WithoutFindingsOf(Check.IdOf<ScheduleMemberIsOnTheTeam>(), report),
        };
        yield return new IssueTable("accounts_not_in_team", IsAppendix: false, AccountsNotInTeam(report))
        {
            Without = WithoutFindingsOf(Check.IdOf<AccountHasTeammate>(), report),
        };
        yield return new IssueTable("schedules", IsAppendix: true, Schedules(comparison, population)) { Without = "None was looked at." };
        yield return new IssueTable("support_team", IsAppendix: true, SupportTeam(comparison, population, settings, report));
    }

    private static IEnumerable<IssueRow> OnCallNotInTeam(PagerDutyPopulation population, AuditReport report)
    {
        var check = Check.IdOf<ScheduleMemberIsOnTheTeam>();
        var found = FindingsOf(check, report).Select(f => f.Key).ToHashSet();
        foreach (var duty in population.Duties)
        {
            var key = new FindingKey(check, duty.Subject);
            if (found.Contains(key) && population.AccountOf(duty.Person.Id) is { } account)
            {
                yield return new IssueRow(
                    key,
                    new Dictionary<string, string?>
                    {
                        ["place"] = duty.Label,
                        ["name"] = account.Name,
                        ["email"] = account.Email,
                        ["role"] = account.Role,
                        ["waived"] = report.AcceptanceOf(key),
                    }
                );
            }
        }
    }

    private static IEnumerable<IssueRow> AccountsNotInTeam(AuditReport report)
    {
        foreach (var finding in FindingsOf(Check.IdOf<AccountHasTeammate>(), report))
        {
            var account = (PagerDutyAccount)finding.Account!;
            yield return new IssueRow(
                finding.Key,
                new Dictionary<string, string?>
                {
                    ["name"] = account.Name,
                    ["email"] = account.Email,
                    ["id"] = account.Id,
                    ["role"] = RoleOf(account),
                    ["waived"] = report.AcceptanceOf(finding.Key),
                }
            );
        }
    }

    private static IEnumerable<Finding> FindingsOf(string check, AuditReport report) =>
        report
            .Findings.Concat(report.Waived.Select(w => w.Finding))
            .Where(f => f.Key.Check == check)
            .OrderBy(f => f.Key.Subject, StringComparer.Ordinal);

    private static string WithoutFindingsOf(string check, AuditReport report) =>
        report.SwitchedOff.Contains(check) ? "Not looked for: the check is switched off." : "Nobody.";

    private static IEnumerable<IssueRow> Schedules(Comparison comparison, PagerDutyPopulation population)
    {
        var teammates = comparison.Accounts.Where(a => a.Teammate is not null).Select(a => a.Account.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var configured in population.Configured)
        {
            var schedule = population.ScheduleOf(configured.Id);
            yield return new IssueRow(
                null,
                new Dictionary<string, string?>
                {
                    ["name"] = population.LabelOf(configured),
                    ["id"] = configured.Id,
                    ["kind"] = schedule?.Kind ?? "not in PagerDuty",
                    ["members"] = schedule?.Members is { } members
                        ? string.Join(", ", members.Select(m => NameOf(m, population, teammates)).Order(StringComparer.Ordinal))
                        : null,
                }
            );
        }
    }

    private static IEnumerable<IssueRow> SupportTeam(
        Comparison comparison,
        PagerDutyPopulation population,
        PagerDutySettings settings,
        AuditReport report
    )
    {
        var failed = report.FailedChecks(f => f.Teammate?.Email);
        var schedules = population
            .Duties.Where(d => !d.IsTarget)
            .ToLookup(d => d.Person.Id, d => population.ScheduleOf(d.Place)!.Label, StringComparer.Ordinal);
        foreach (var (teammate, match) in comparison.Teammates)
        {
            var account = (PagerDutyAccount?)match;
            yield return new IssueRow(
                null,
                new Dictionary<string, string?>
                {
                    ["name"] = teammate.Name,
                    ["email"] = teammate.Email,
                    ["id"] = teammate.Field(PagerDutyTeamKeys.Id),
                    ["account"] = account is null ? "none" : account.Email ?? account.Id,
                    ["role"] = account is null ? null : RoleOf(account),
                    ["schedules"] = account is null ? null : string.Join(", ", schedules[account.Id].Order(StringComparer.Ordinal)),
                    ["notes"] = Notes(comparison, (teammate, account), settings, failed),
                }
            );
        }
    }

    private static string Notes(
        Comparison comparison,
        (Teammate Teammate, Account? Account) row,
        PagerDutySettings settings,
        ILookup<string, string> failed
    ) =>
        comparison.NotesOn(
            row.Account,
            (settings.Skips(row.Teammate.Title) ? [$"skipped: {row.Teammate.Title}"] : Array.Empty<string>()).Concat(
                failed[row.Teammate.Email].CountBy(check => check).Select(c => c.Value == 1 ? c.Key : $"{c.Key} ({c.Value})")
            )
        );

    private static string RoleOf(PagerDutyAccount account) => (account.Role ?? "unknown") + (account.IsInvited == true ? ", invited" : "");

    private static string NameOf(PagerDutyReference member, PagerDutyPopulation population, HashSet<string> teammates)
    {
        var account = population.AccountOf(member.Id);
        var name = account?.Name ?? member.Name ?? member.Id;
        return account is null || member.IsDeleted ? $"{name} (deleted)"
            : teammates.Contains(member.Id) ? name
            : $"{name} (not in the team file)";
    }
}
