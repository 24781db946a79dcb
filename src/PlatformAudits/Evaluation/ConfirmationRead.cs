using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Platforms;

namespace PlatformAudits.Evaluation;

/// <summary>
/// What one reading of a platform came to, in short. A list that its vendor does not count can lose a row between two pages, or in the
/// vendor's own cache, and look whole; so when something has changed since the last report, or nothing at all is open, such a platform is
/// read once more, and only what both readings say is believed (docs/decisions/0011).
/// </summary>
internal sealed class ConfirmationRead
{
    private readonly HashSet<string> _findings;
    private readonly IReadOnlyList<PopulationCount> _counts;
    private readonly IReadOnlyList<ListStatistics> _lists;

    private ConfirmationRead(HashSet<string> findings, IReadOnlyList<PopulationCount> counts, IReadOnlyList<ListStatistics> lists)
    {
        _findings = findings;
        _counts = counts;
        _lists = lists;
    }

    /// <summary>Takes down what a reading came to; the comparison can be forgotten afterwards.</summary>
    /// <param name="lists">The lists as they were read, of any reading; the last one counts.</param>
    public static ConfirmationRead Of(Platform platform, Comparison comparison, IReadOnlyList<ListStatistics> lists) =>
        new(
            [
                .. platform
                    .Checks()
                    .SelectMany(check => check.Evaluate(comparison))
                    .Where(outcome => outcome.Finding is not null)
                    .Select(outcome => outcome.Finding!.Key.Digits),
            ],
            comparison.Population.Counts,
            [
                .. lists
                    .Where(l =>
                        l.List != TeamSource.FolderList && !comparison.Population.UnreadLists.Contains(l.What, StringComparer.Ordinal)
                    )
                    .GroupBy(l => (l.System, l.What))
                    .Select(g => g.MaxBy(l => l.Reading)!),
            ]
        );

    /// <summary>Why the platform should be read once more, as a clause; null when it need not be.</summary>
    /// <param name="last">The last report that could be evaluated, or null.</param>
    public string? ReasonToRepeat(AuditMemory? last)
    {
        if (_lists.All(l => l.Total is not null))
        {
            return null;
        }

        return _findings.Count == 0 ? "nothing is open"
            : last is null ? null
            : !last.HasSameFindings(_findings) ? "the findings are not those of the last report"
            : _lists.FirstOrDefault(l => last.RowsOf(l.System, l.What) is { } rows && rows != l.Rows) is { } moved
                ? $"the list of {moved.What} is not as long as in the last report"
            : null;
    }

    /// <summary>Whether a confirmation read says the same.</summary>
    /// <param name="second">The confirmation read.</param>
    public CompletenessAssertion Agrees(ConfirmationRead second)
    {
        var differences = _lists
            .Join(
                second._lists,
                l => (l.System, l.What),
                l => (l.System, l.What),
                (one, other) => (one.What, First: one.Rows, Second: other.Rows)
            )
            .Concat(
                _counts.Join(second._counts, c => c.What, c => c.What, (one, other) => (one.What, First: one.Count, Second: other.Count))
            )
            .Where(d => d.First != d.Second)
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.What}: {d.First}, then {d.Second}"))
            .Distinct()
            .ToList();
        if (!_findings.SetEquals(second._findings))
        {
            differences.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"findings: {_findings.Except(second._findings).Count()} in the first reading only, "
                        + $"{second._findings.Except(_findings).Count()} in the second only"
                )
            );
        }

        return new CompletenessAssertion(
            "What has changed since the last report, and that nothing is open, was read twice with the same result",
            differences.Count == 0,
            differences.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{_findings.Count} findings and {_lists.Count} lists, alike")
                : string.Join("; ", differences),
            "Run again when nobody is joining or leaving: the lists moved while they were read."
        )
        {
            IsOfTheRun = true,
        };
    }
}
