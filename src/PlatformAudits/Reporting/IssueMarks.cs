using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Reporting;

/// <summary>The hidden comments by which the program finds its own text again in an issue's description or in a note.</summary>
internal static class IssueMarks
{
    /// <summary>The version of all marks. A description with a higher one was written by a newer program and is left alone.</summary>
    public const int Version = 1;

    /// <summary>The end of the part that belongs to the program.</summary>
    public const string End = "<!-- platform-audits:end -->";

    /// <summary>Closes a cell that stands in no table.</summary>
    public const string CellEnd = "<!-- /c -->";

    /// <summary>Closes a line that speaks of the run itself. Such a line alone is no reason to write.</summary>
    public const string Run = "<!-- run -->";

    /// <summary>Closes a line of the notice that stands above the last known rows while the platform can't be evaluated.</summary>
    public const string Notice = "<!-- not evaluated -->";

    /// <summary>In whose place the notice says of when the rows below it are, where no earlier report tells.</summary>
    public const string AsOf = "<!-- platform-audits:as-of -->";

    /// <summary>The line in whose place the findings stand that are no longer found.</summary>
    public const string Gone = "<!-- platform-audits:gone -->";

    /// <summary>The mark by which the issue of a platform and period is found.</summary>
    /// <param name="token">What the program that opens the issue recognises it by when the reply is lost; null for none.</param>
    public static string Issue(string platform, FiscalPeriod period, string? token = null) =>
        $"<!-- platform-audits:issue {Version} {platform} {period}{(token is null ? "" : " " + token)} -->";

    /// <summary>The mark of a note, by which it is found again.</summary>
    /// <param name="kind">What the note is for, in kebab case.</param>
    /// <param name="subject">What tells it from others of the kind: letters, digits and hyphens.</param>
    public static string Note(string kind, string subject) => $"<!-- platform-audits:{kind} {Version} {subject} -->";

    /// <summary>The marks of a platform's and period's issue in a description.</summary>
    public static IEnumerable<IssueMark> Find(string? description, string platform, FiscalPeriod period) =>
        IssuesIn(description).Where(mark => mark.Platform == platform && mark.Period == period);

    /// <summary>The periods of a platform's marks in a description.</summary>
    public static IEnumerable<FiscalPeriod> PeriodsOf(string? description, string platform) =>
        IssuesIn(description).Where(mark => mark.Platform == platform).Select(mark => mark.Period);

    /// <summary>Closes a line whose tick and text belong to a finding.</summary>
    public static string Finding(FindingKey key) => $"<!-- f:{key.Digits} -->";

    /// <summary>Stands behind a finding's mark and says whose it is, without a name: see <see cref="FindingSubject"/>.</summary>
    /// <param name="manager">The manager of its teammate, or null.</param>
    public static string Subject(Finding finding, Teammate? manager) =>
        new FindingSubject(
            finding.Key.Check,
            finding.Teammate is { } teammate ? FindingSubject.PersonOf(teammate.Email) : null,
            manager is null ? null : FindingSubject.PersonOf(manager.Email),
            finding.Account?.LastSignIn is { } day ? day.ToString("yyyy-MM", CultureInfo.InvariantCulture) : null
        ).Mark;

    /// <summary>Opens a cell that people fill in. A row may have several; they are told apart by their order.</summary>
    public static string Cell(FindingKey key) => CellOf(key.Digits);

    /// <summary>Opens a cell of the finding with these digits.</summary>
    public static string CellOf(string digits) => $"<!-- c:{digits} -->";

    /// <summary>Closes the line of a finding that is no longer found.</summary>
    /// <param name="wasTicked">Whether people had ticked it.</param>
    public static string GoneFinding(string digits, bool wasTicked) => $"<!-- g:{digits}:{(wasTicked ? 'x' : 'o')} -->";

    /// <summary>Closes the line that counts the findings for which there is no room.</summary>
    public static string LeftOut(int count) => string.Create(CultureInfo.InvariantCulture, $"<!-- gone:{count} -->");

    /// <summary>Begins a region.</summary>
    /// <param name="number">Which one of the description; 1 for the first.</param>
    public static string BeginOf(int number) => $"<!-- platform-audits:begin {Version}{Suffix(number)} -->";

    /// <summary>Ends a region.</summary>
    /// <param name="number">Which one of the description; 1 for the first.</param>
    public static string EndOf(int number) => $"<!-- platform-audits:end{Suffix(number)} -->";

    /// <summary>Tells the lines that the program wrote into a region from others.</summary>
    public static string Fingerprints(string fingerprints) => $"<!-- platform-audits:lines {fingerprints} -->";

    private static string Suffix(int number) => number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}");

    private static IEnumerable<IssueMark> IssuesIn(string? description) =>
        HiddenMark.In(description ?? "").Select(mark => mark.Issue).OfType<IssueMark>();
}

/// <summary>A mark by which an issue is found.</summary>
/// <param name="Token">The token of the program that opened the issue; null when it has none.</param>
internal sealed record IssueMark(int Version, string Platform, FiscalPeriod Period, string? Token);
