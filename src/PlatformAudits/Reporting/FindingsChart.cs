using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>
/// What the chart of an issue shows: how many findings each check has, the most first. GitLab draws a Mermaid block of at most 2,000
/// characters
/// (docs.gitlab.com/administration/instance_limits, "Mermaid"), so there is an end to it.
/// </summary>
internal static class FindingsChart
{
    private const int MostBars = 12;

    /// <summary>The bars. Their labels are ids of checks, or words of ours, and never hold a vendor's text.</summary>
    public static IReadOnlyList<(string Label, int Count)> Of(IReadOnlyList<CheckSummary> checks)
    {
        var bars = checks
            .Where(c => c.Findings > 0)
            .OrderByDescending(c => c.Findings)
            .ThenBy(c => c.Id, StringComparer.Ordinal)
            .Select(c => (c.Id, c.Findings))
            .ToList();
        return bars.Count <= MostBars
            ? bars
            : [.. bars.Take(MostBars - 1), ("other checks", bars.Skip(MostBars - 1).Sum(b => b.Findings))];
    }
}
