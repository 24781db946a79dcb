using System.Globalization;
using Cake.Common.Diagnostics;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Tracking;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// Prints what an audit came to: a table of the checks, the verdict in one line, and where the issue and the files are. No names, no
/// addresses.
/// </summary>
internal static class OutcomePrinter
{
    /// <summary>Prints an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public static void Print(AuditContext context, AuditOutcome outcome, string output)
    {
        var report = outcome.Report;
        if (report.Checks.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn("Check");
            foreach (var column in new[] { "Subjects", "Findings", "Waived" })
            {
                table.AddColumn(new TableColumn(column).RightAligned());
            }

            foreach (var check in report.Checks)
            {
                table.AddRow(check.Id, Number(check.Subjects), Number(check.Findings), Number(check.Waived));
            }

            ConsoleStyle.Create().Write(table);
        }

        foreach (var remark in report.WaiverWarnings)
        {
            context.Warning(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The waiver in waivers.yaml:{remark.Waiver.Line} for {remark.Waiver.Key.Check} {remark.Text}."
                )
            );
        }

        foreach (var notice in report.Notices)
        {
            context.Warning(notice);
        }

        foreach (var reason in report.Reasons)
        {
            context.Warning(reason);
        }

        if (report.Since is { } since)
        {
            context.Information(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Since {since.Period.Title}: {since.New:N0} new, {since.Gone:N0} gone; {since.Findings:N0} then."
                )
            );
        }

        PrintDifference(context, outcome.Issue?.Difference ?? [], output);
        context.Information($"Files: {AuditContext.Shown(output)}");
        if (outcome.Warning is { } occasion)
        {
            context.Warning(occasion);
        }

        context.Information($"Issue: {Say(outcome.Issue)}");
        var verdict = report.Verdict == Verdict.NotEvaluated ? "not evaluated." : report.Summary;
        context.Information($"{report.Title} {report.Period.Title}: {verdict}");
        context.Summary.Add($"{report.Title} {report.Period.Title}: {verdict} {PlaceOf(outcome.Issue)}");
    }

    /// <summary>What became of the issue, in a few words.</summary>
    /// <param name="issue">The issue, or null in a replay.</param>
    public static string Say(AuditIssue? issue) =>
        issue switch
        {
            null => "not touched in a replay",
            { Change: IssueChange.Opened } => $"opened, {issue.WebUrl}",
            { Change: IssueChange.Updated } => $"brought up to date{Closed(issue)}, {issue.WebUrl}",
            { Change: IssueChange.NotDue, WebUrl: { } url } => $"closed and left as it is, {url}",
            { Change: IssueChange.NotDue } => "none was opened",
            { Change: IssueChange.WouldOpen } => "preview: it would be opened",
            { Change: IssueChange.WouldUpdate } => $"preview: it would be changed{Closed(issue)}, {issue.WebUrl}",
            _ => $"nothing to change{Closed(issue)}, {issue.WebUrl}",
        };

    /// <summary>
    /// What a preview would change. The lines hold names and addresses, which must not stay in a job's log, so there they go to a file
    /// only.
    /// </summary>
    private static void PrintDifference(AuditContext context, IReadOnlyList<string> difference, string output)
    {
        if (difference.Count == 0)
        {
            return;
        }

        if (context.Variable("CI") is not null)
        {
            var path = AuditContext.Shown(Path.Combine(output, AuditOutcome.DifferenceName));
            context.Information(
                $"What would change is in {path}: {Sentence.Count(difference.Count, "line")}. "
                    + "They hold names, so they are not in this log."
            );
            return;
        }

        foreach (var line in difference)
        {
            context.Information(line);
        }
    }

    private static string PlaceOf(AuditIssue? issue) =>
        issue is null ? "A replay does not touch the issue." : issue.WebUrl ?? "There is no issue.";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Closed(AuditIssue issue) => issue.IsClosed ? " (somebody closed it, and it stays closed)" : "";
}
