using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>
/// Stops what shrinks too fast: when the team, the accounts or a list have lost more than so many in a hundred since the last report, that
/// is first a suspected bad read. People who know better say so for one run.
/// </summary>
/// <param name="LargestDrop">The largest drop that is believed, in percent: 0 to 100.</param>
/// <param name="AcceptsMore">Whether this run believes any.</param>
internal sealed record ShrinkageGuard(int LargestDrop, bool AcceptsMore)
{
    /// <summary>Lists of fewer rows come and go: one of two invitations that is accepted is no bad read.</summary>
    private const long LeastRows = 20;

    /// <summary>How people accept a drop for one run.</summary>
    public const string Argument = "--accept-drop";

    /// <summary>Holds what was read against the last report.</summary>
    /// <param name="last">The last report that could be evaluated.</param>
    /// <param name="lists">The lists as they were read, of any reading.</param>
    /// <returns>The completeness assertion, and a sentence for people when a drop was believed that otherwise would not be.</returns>
    public (CompletenessAssertion Assertion, string? Accepted) Hold(
        AuditMemory last,
        int teammates,
        int accounts,
        IReadOnlyList<ListStatistics> lists
    )
    {
        var compared = new[]
        {
            (What: "people in the team file", Then: last.Teammates ?? 0, Now: (long)teammates),
            ("accounts", last.Accounts ?? 0, accounts),
        }
            .Concat(
                lists
                    .Select(l => (What: $"rows of {l.What}", Then: last.RowsOf(l.System, l.What) ?? 0, Now: l.Rows))
                    .Where(l => l.Then >= LeastRows)
            )
            .Where(c => c.Then > 0)
            .Distinct()
            .ToList();
        var dropped = compared.Where(c => (c.Then - c.Now) * 100 > c.Then * LargestDrop).ToList();
        var figures = Sentence.List([
            .. (dropped.Count > 0 ? dropped : compared.Take(2)).Select(c =>
                string.Create(CultureInfo.InvariantCulture, $"{c.Now} {c.What} after {c.Then}")
            ),
        ]);
        var day = last.AsOf?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "a day that it does not tell";
        var isAccepted = dropped.Count > 0 && AcceptsMore;
        var assertion = new CompletenessAssertion(
            string.Create(CultureInfo.InvariantCulture, $"Nothing has shrunk by more than {LargestDrop} % since the last report"),
            dropped.Count == 0 || AcceptsMore,
            $"{figures} on {day}{(isAccepted ? $", accepted with {Argument}" : "")}",
            $"Look whether team file, token and lists are whole; if that many have really gone, run once with {Argument}."
        )
        {
            IsOfTheRun = true,
        };
        return (
            assertion,
            isAccepted
                ? "More has gone since the last report than is believed without a person's word, "
                    + $"and {Argument} gave it for this run: {figures}."
                : null
        );
    }
}
