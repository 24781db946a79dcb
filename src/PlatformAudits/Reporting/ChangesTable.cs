using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes <c>changes.csv</c>: which accounts and findings are new, gone or changed since the last period, as far as what its run has left
/// tells. A row without a change says that nobody knows.
/// </summary>
internal sealed class ChangesTable(PopulationData data, Platform platform, Comparison comparison, AuditMemory? previous)
{
    private const string New = "NEW";
    private const string Gone = "GONE";
    private const string Changed = "CHANGED";
    private const string Account = "account";
    private const string Finding = "finding";

    /// <summary>Writes the file.</summary>
    /// <exception cref="AuditException">It can't be written.</exception>
    public void Write(string path) =>
        new CsvTable<ChangeRow>(
            ("platform", _ => data.Report.Platform),
            ("since", _ => previous?.Period.ToString()),
            ("change", row => row.Change),
            ("what", row => row.What),
            ("id", row => row.Id),
            ("check", row => row.Check),
            ("subject", row => row.Subject),
            ("name", row => row.Account is { } account ? account.Name : EmptyUnless(row.Change == Gone)),
            ("address", row => row.Account is { } account ? account.Email : EmptyUnless(row.Change == Gone)),
            ("teammate", row => row.Teammate),
            ("field", row => row.Field),
            ("before", row => row.Before),
            ("now", row => row.Now)
        ).Write(AccountChanges().Concat(FindingChanges()), path);

    private static string? EmptyUnless(bool isUnknown) => isUnknown ? null : "";

    private IEnumerable<ChangeRow> AccountChanges()
    {
        if (previous?.AccountDigests is not { } then)
        {
            yield return new ChangeRow(null, Account, "");
            yield break;
        }

        foreach (var row in data.Accounts)
        {
            var change = new ChangeRow(New, Account, row.Key)
            {
                Subject = row.Account.Id,
                Account = row.Account,
                Teammate = row.Teammate?.Email ?? "",
            };
            if (then.ChangesOf(row.Account, row.Details, row.Teammate) is not { } fields)
            {
                yield return change;
                continue;
            }

            foreach (var field in fields)
            {
                yield return change with
                {
                    Change = Changed,
                    Field = KebabCase.Of(field.ToString()),
                    Before = null,
                    Now = field switch
                    {
                        AccountField.Role => row.Details.Role,
                        AccountField.Privileged => PopulationTables.TextOf(row.Details.IsPrivileged),
                        AccountField.State => row.Details.State,
                        _ => change.Teammate,
                    },
                };
            }
        }

        foreach (var digits in then.GoneFrom(comparison.Population.Accounts))
        {
            yield return new ChangeRow(Gone, Account, AccountRow.KeyOf(digits)) { Subject = null, Teammate = null };
        }
    }

    private IEnumerable<ChangeRow> FindingChanges()
    {
        if (previous is null)
        {
            yield return new ChangeRow(null, Finding, "");
            yield break;
        }

        foreach (var row in data.Findings)
        {
            var (key, then) = (row.Finding.Key, previous.Find(row.Finding.Key.Digits));
            var change = new ChangeRow(previous.FindingsOf(key.Check) is null ? null : New, Finding, row.Id)
            {
                Check = key.Check,
                Subject = key.Subject,
                Account = row.Finding.Account,
                Teammate = row.Finding.Teammate?.Email ?? "",
                Now = row.State,
            };
            if (then is null or { State: RememberedState.Gone })
            {
                yield return change;
            }
            else if (KebabCase.Of(then.State.ToString()) is var before && before != row.State)
            {
                yield return change with
                {
                    Change = Changed,
                    Field = "state",
                    Before = before,
                };
            }
        }

        foreach (var row in GoneFindings(previous))
        {
            yield return row;
        }
    }

    /// <summary>The findings that are no longer there. Of accounts that are gone as well, nobody knows which they were.</summary>
    private IEnumerable<ChangeRow> GoneFindings(AuditMemory then)
    {
        var now = data.Findings.Select(row => row.Finding.Key.Digits).ToHashSet(StringComparer.Ordinal);
        var gone = then.Findings.Where(f => f.State != RememberedState.Gone && !now.Contains(f.Digits)).ToList();
        if (gone.Count == 0)
        {
            yield break;
        }

        var ids = new FindingIds(then.Findings.Select(finding => finding.Digits));
        var checks = platform.Checks().ToDictionary(check => check.Id, StringComparer.Ordinal);
        var subjects = SubjectsOf(gone, checks);
        var people = gone.Select(finding => finding.Person).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var teammates =
            people.Count == 0
                ? []
                : comparison
                    .Roster.Teammates.Select(teammate => (Digits: PersonDigits.Of(teammate.Email), teammate.Email))
                    .Where(teammate => people.Contains(teammate.Digits))
                    .ToDictionary(teammate => teammate.Digits, teammate => teammate.Email, StringComparer.Ordinal);
        foreach (var finding in gone)
        {
            yield return new ChangeRow(checks.ContainsKey(finding.Check) ? Gone : null, Finding, ids.Of(finding.Digits))
            {
                Check = finding.Check,
                Subject = subjects.GetValueOrDefault(finding.Digits),
                Teammate = finding.Person is null ? "" : teammates.GetValueOrDefault(finding.Person),
                Before = KebabCase.Of(finding.State.ToString()),
            };
        }
    }

    /// <summary>The subjects of findings, as far as the checks still ask about them, by the digits of the findings' keys.</summary>
    private Dictionary<string, string> SubjectsOf(IReadOnlyList<RememberedFinding> findings, Dictionary<string, Check> checks)
    {
        var wanted = findings.Select(finding => finding.Digits).ToHashSet(StringComparer.Ordinal);
        var subjects = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in findings.Select(finding => finding.Check).Distinct(StringComparer.Ordinal).Where(checks.ContainsKey))
        {
            foreach (var outcome in checks[id].Evaluate(comparison))
            {
                if (new FindingKey(id, outcome.Subject).Digits is var digits && wanted.Contains(digits))
                {
                    subjects[digits] = outcome.Subject;
                }
            }
        }

        return subjects;
    }
}
