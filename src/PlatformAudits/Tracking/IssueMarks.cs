using System.Text.RegularExpressions;
using PlatformAudits.Checking;

namespace PlatformAudits.Tracking;

/// <summary>The hidden comments by which the program finds its own text again in an issue's description.</summary>
public static partial class IssueMarks
{
    /// <summary>The end of the part that belongs to the program.</summary>
    public const string End = "<!-- platform-audits:end -->";

    /// <summary>Closes a line that speaks of the run itself. Such a line alone is no reason to write.</summary>
    public const string Run = "<!-- run -->";

    /// <summary>Closes a line of the notice that stands above the last known rows while the platform can't be evaluated.</summary>
    public const string Notice = "<!-- not evaluated -->";

    /// <summary>The mark by which the issue of a platform and period is found.</summary>
    /// <param name="platform">The platform's id.</param>
    /// <param name="period">The period.</param>
    public static string Issue(string platform, FiscalPeriod period) => $"<!-- platform-audits:issue 1 {platform} {period} -->";

    /// <summary>The period in a platform's <see cref="Issue"/> mark, or null where a text has none.</summary>
    /// <param name="platform">The platform's id.</param>
    /// <param name="description">The text.</param>
    public static FiscalPeriod? PeriodOf(string platform, string description) =>
        IssueMark().Match(description) is { Success: true } mark && mark.Groups["platform"].Value == platform ? FiscalPeriod.Parse(mark.Groups["period"].Value) : null;

    /// <summary>Closes a line whose tick and text belong to a finding.</summary>
    /// <param name="key">The finding.</param>
    public static string Finding(FindingKey key) => $"<!-- f:{key.Digits} -->";

    /// <summary>Opens a cell that people fill in.</summary>
    /// <param name="key">The finding of the row.</param>
    public static string Cell(FindingKey key) => $"<!-- c:{key.Digits} -->";

    [GeneratedRegex("<!-- platform-audits:issue [0-9]+ (?<platform>\\S+) (?<period>FY[0-9]{2}-Q[1-4]) -->")]
    private static partial Regex IssueMark();
}
