using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Tracking;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>An audit at the end of a run.</summary>
/// <param name="Title">The platform's name as people write it.</param>
/// <param name="Link">Where its issue can be looked at, or null.</param>
/// <param name="Output">The folder of its files.</param>
public sealed record EndedAudit(string Title, AuditResult Result, string? Link, string Output)
{
    /// <summary>Platform and period; the platform alone where it did not come to a period.</summary>
    public string Name => Result.Outcome is { } outcome ? $"{Title} {outcome.Report.Period.Title}" : Title;

    /// <summary>Its page, or null where none was written.</summary>
    public string? Page =>
        Path.Combine(Output, "report.html") is var page && Result.Outcome is not null && File.Exists(page) ? page : null;

    /// <summary>The report, where it holds a verdict.</summary>
    public AuditReport? Evaluated => Result.Outcome?.Report is { Verdict: not Verdict.NotEvaluated } report ? report : null;

    /// <summary>The verdict in its colour.</summary>
    internal Text ColouredVerdict =>
        Evaluated is { } report
            ? new Text(KebabCase.Of(report.Verdict.ToString()), report.Verdict == Verdict.Clear ? Screen.Fine : Screen.Attention)
            : new Text(Result.Kind == FailureKind.NotEvaluated ? "not evaluated" : "failed", Screen.Alarm);

    /// <summary>Why there is no verdict, whole; none where there is one.</summary>
    public IEnumerable<string> Reasons =>
        Result.Outcome is { } outcome ? outcome.Report.Reasons
        : Result.Reason is { } reason ? [reason]
        : [];

    /// <summary>What became of the issue, in a few words; null where the audit did not come so far.</summary>
    public string? Issue =>
        Result.Outcome switch
        {
            null => null,
            { Issue: null } => "the issue is not touched in a replay",
            { Issue: { Change: IssueChange.Opened } } => "the issue was opened",
            { Issue: { Change: IssueChange.Updated } issue } => $"the issue was brought up to date{Closed(issue)}",
            { Issue: { Change: IssueChange.NotDue, WebUrl: not null } } => "the issue is closed and was left as it is",
            { Issue.Change: IssueChange.NotDue } => "no issue was opened",
            { Issue.Change: IssueChange.WouldOpen } => "preview: an issue would be opened",
            { Issue: { Change: IssueChange.WouldUpdate } issue } => $"preview: the issue would be changed{Closed(issue)}",
            { Issue: { } issue } => $"nothing to change in the issue{Closed(issue)}",
        };

    private static string Closed(AuditIssue issue) => issue.IsClosed ? " (somebody closed it, and it stays closed)" : "";
}
