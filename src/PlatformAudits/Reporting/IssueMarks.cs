using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>
/// The hidden comments by which the program finds its own text again in an issue's description or in a note. Each stands alone between
/// blank lines and without blanks at its ends, which is how GitLab's rich text editor writes comments.
/// </summary>
internal static class IssueMarks
{
    /// <summary>The version of all marks. A description with a higher one was written by a newer program and is left alone.</summary>
    public const int Version = 1;

    /// <summary>The heading of a table's column that people fill in.</summary>
    public const string PeoplesColumn = "Justification";

    /// <summary>
    /// Closes a line of a template that speaks of the run itself. Such a line alone is no reason to write. It does not reach the issue.
    /// </summary>
    public const string Run = "<!-- run -->";

    /// <summary>Closes a line of the notice that stands above the last known rows. It does not reach the issue.</summary>
    public const string Notice = "<!-- not evaluated -->";

    /// <summary>In whose place the notice says of when the rows below it are, where no earlier report tells.</summary>
    public const string AsOf = "<!-- platform-audits:as-of -->";

    /// <summary>The line of a template in whose place the findings stand that are no longer found.</summary>
    public const string Gone = "<!-- platform-audits:gone -->";

    /// <summary>The mark by which the issue of a platform and period is found.</summary>
    /// <param name="token">What the program that opens the issue recognises it by when the reply is lost; null for none.</param>
    public static string Issue(string platform, FiscalPeriod period, string? token = null) =>
        Note("issue", $"{platform} {period}{(token is null ? "" : " " + token)}");

    /// <summary>The mark of a platform's issue template, by which an issue is known that somebody opens from it by hand.</summary>
    public static string Template(string platform) => $"<!--platform-audits:template {Version} {platform}-->";

    /// <summary>The mark of a note, by which it is found again.</summary>
    /// <param name="kind">What the note is for, in kebab case.</param>
    /// <param name="subject">What tells it from others of the kind: letters, digits and hyphens.</param>
    public static string Note(string kind, string subject) => $"<!--platform-audits:{kind} {Version} {subject}-->";

    /// <summary>Begins a region.</summary>
    /// <param name="number">Which one of the description; 1 for the first.</param>
    public static string BeginOf(int number) => Edge("begin", number);

    /// <summary>Ends a region.</summary>
    /// <param name="number">Which one of the description; 1 for the first.</param>
    public static string EndOf(int number) => Edge("end", number);

    private static string Edge(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"<!--platform-audits:{kind} {Version}{(number == 1 ? "" : $" {number}")}-->");
}

/// <summary>A mark by which an issue is found.</summary>
/// <param name="Token">The token of the program that opened the issue; null when it has none.</param>
internal sealed record IssueMark(int Version, string Platform, FiscalPeriod Period, string? Token);
