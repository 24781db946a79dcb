using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>Whose an issue is that has the mark of an audit.</summary>
internal enum IssueOwner
{
    /// <summary>One of the program's own accounts has opened it.</summary>
    Program,

    /// <summary>Somebody who may has opened it by hand; or a memory of the program's stands on it.</summary>
    Person,

    /// <summary>Somebody has opened it from an issue template, and nobody knows whether they may while the team is not read.</summary>
    Unknown,
}

/// <summary>An issue that has the mark of an audit, or, when an editor has deleted all marks, the title of one.</summary>
/// <param name="Version">The version of the mark.</param>
/// <param name="Token">The token of the run that opened it; null when a person wrote the mark, or the issue has none.</param>
internal sealed record MarkedIssue(Issue Issue, string Platform, FiscalPeriod Period, int Version, string? Token)
{
    public IssueOwner Owner { get; init; } = IssueOwner.Program;

    /// <summary>Whether somebody has opened it from an issue template.</summary>
    public bool IsFromTemplate { get; private init; }

    /// <summary>What the program's own notes say there; null where they don't, and its mark says which audit's it is.</summary>
    public RememberedAudit? Remembered { get; init; }

    /// <summary>Whether the program remembers that the audit goes on here, and not in another issue.</summary>
    public bool IsRemembered => Remembered is { IsDuplicate: false };

    /// <summary>The notes of the program's accounts on it when it was found, oldest first; null where they were not read.</summary>
    public IReadOnlyList<TrackerNote>? Notes { get; init; }

    /// <summary>
    /// Whether a run has written into it, as its mark says; see <see cref="IssueOwnership"/> for one that a person opened.
    /// </summary>
    public bool IsKept { get; init; } = true;

    public bool IsClosed => Issue.State == IssueState.Closed;

    /// <summary>
    /// What an issue is marked as, or null when it has no mark. It is of one audit only: that of its first mark, so that nobody makes an
    /// issue of ours another audit's by writing a second one below.
    /// </summary>
    /// <param name="dayOf">The day of a moment in the time zone of the audits.</param>
    public static MarkedIssue? Of(Issue issue, Func<DateTimeOffset, DateOnly> dayOf)
    {
        var all = HiddenMark.In(issue.Description ?? "").ToList();
        var template = all.Select(mark => mark.Template).FirstOrDefault(platform => platform is not null);
        var marks = all.Select(mark => mark.Issue).OfType<IssueMark>().ToList();
        if (marks is [var first, ..])
        {
            var same = marks.Where(mark => mark.Platform == first.Platform && mark.Period == first.Period).ToList();
            return new MarkedIssue(
                issue,
                first.Platform,
                first.Period,
                same.Max(mark => mark.Version),
                same.Select(mark => mark.Token).FirstOrDefault(token => token is not null)
            )
            {
                IsFromTemplate = template == first.Platform,
            };
        }

        return template is null
            ? null
            : new MarkedIssue(issue, template, HandOpened.PeriodOf(issue, dayOf), IssueMarks.Version, Token: null)
            {
                IsFromTemplate = true,
                IsKept = false,
            };
    }

    /// <summary>
    /// An issue that has the title of an audit and no mark at all: editors of GitLab before July 2024 deleted every comment
    /// (gitlab-org/gitlab#460710).
    /// </summary>
    public static MarkedIssue? ByTitle(Issue issue, string title, string platform, FiscalPeriod period) =>
        issue.Title == title && HiddenMark.In(issue.Description ?? "").All(mark => mark.Issue is null && mark.Template is null)
            ? new MarkedIssue(issue, platform, period, IssueMarks.Version, Token: null)
            : null;

    /// <summary>
    /// Several in the order in which the audit would go on in them: those that the program remembers come first, because whoever may edit
    /// another one can write the mark there; then open ones; then those that a run has written into; then the oldest.
    /// </summary>
    public static IEnumerable<MarkedIssue> ByPreference(IEnumerable<MarkedIssue> found) =>
        found
            .OrderBy(issue => !issue.IsRemembered)
            .ThenBy(issue => issue.IsClosed)
            .ThenBy(issue => !issue.IsKept)
            .ThenBy(issue => issue.Issue.Iid);

    /// <summary>The one of several that the audit goes on in.</summary>
    public static MarkedIssue Preferred(IReadOnlyList<MarkedIssue> found) => ByPreference(found).First();
}
