using System.Text.RegularExpressions;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>An issue that somebody has opened by hand from an issue template.</summary>
internal static partial class HandOpened
{
    /// <summary>
    /// The period that it is of: the one in its title, else the one behind "Period:" in its text, else that of the day on which it was
    /// opened.
    /// </summary>
    /// <param name="dayOf">The day of a moment in the time zone of the audits.</param>
    public static FiscalPeriod PeriodOf(Issue issue, Func<DateTimeOffset, DateOnly> dayOf) =>
        In(Named().Match(issue.Title ?? ""))
        ?? In(Line().Match(HiddenMark.WithoutComments(issue.Description ?? "")))
        ?? FiscalPeriod.Of(dayOf(new DateTimeOffset(DateTime.SpecifyKind(issue.CreatedAt, DateTimeKind.Utc))));

    private static FiscalPeriod? In(Match match) => match.Success ? FiscalPeriod.Parse(match.Groups["period"].Value) : null;

    [GeneratedRegex(@"\b(?<period>FY(20)?[0-9]{2}[- ]?Q[1-4])\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    /// <summary>Editors put asterisks around the word, or a line end behind it.</summary>
    [GeneratedRegex(
        @"^[ \t>*+-]*Period\**:[\s*]*(?<period>FY(20)?[0-9]{2}[- ]?Q[1-4])\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline
    )]
    private static partial Regex Line();
}
