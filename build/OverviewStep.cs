using PlatformAudits.Audits;
using PlatformAudits.Foundation;
using PlatformAudits.Tracking;

namespace PlatformAudits.Build;

/// <summary>Makes the page over all platforms, and keeps the overview issue; tells what came of it at the end of the run.</summary>
internal static class OverviewStep
{
    /// <summary>Makes it.</summary>
    /// <param name="hasIssues">Whether the issues are asked, and the overview issue is kept.</param>
    /// <exception cref="AuditException">A file or setting is wrong, GitLab refused, or the run was stopped.</exception>
    public static async Task RunAsync(AuditContext context, HttpMessageHandler transport, bool hasIssues, CancellationToken stopped)
    {
        try
        {
            var outcome = await RunLines.WhileAsync(
                context,
                ["Overview"],
                logs => new OverviewRun(context.Services(transport, logs[0])).RunAsync(RequestOf(context, hasIssues), stopped)
            );
            Tell(context, outcome);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            throw new AuditException(
                "The overview was stopped by a signal. Run --target=Report: what was written is found again.",
                FailureKind.Cancelled
            );
        }
    }

    private static OverviewRequest RequestOf(AuditContext context, bool hasIssues) =>
        new()
        {
            SettingsPath = context.SettingsPath,
            TemplatesFolder = context.TemplatesFolder,
            OwnTemplatesFolder = context.OwnTemplatesFolder,
            OutputFolder = context.OutputFolder,
            Period = context.Period,
            HasIssues = hasIssues,
            Preview = context.Preview,
            IssuesLast = !context.UsesSandbox,
        };

    private static void Tell(AuditContext context, OverviewOutcome outcome)
    {
        context.Summary.Overview = AuditContext.Shown(outcome.Page);
        if (outcome.Issue is not { } issue)
        {
            return;
        }

        var link =
            issue.WebUrl is not { } url ? null
            : context.UsesSandbox ? AuditContext.Shown(Path.Combine(context.OutputFolder, OverviewOutcome.IssueName))
            : url;
        var closed = issue.IsClosed ? "; somebody closed it, and it stays closed" : "";
        context.Summary.Add(
            $"The overview of {outcome.Period.Title} "
                + issue.Change switch
                {
                    IssueChange.Opened => "was opened",
                    IssueChange.Updated => $"was brought up to date{closed}",
                    IssueChange.NotDue => "was not opened: there is no audit issue of the period",
                    IssueChange.WouldOpen => "would be opened (preview)",
                    IssueChange.WouldUpdate => $"would be changed (preview){closed}",
                    _ => $"has nothing to change{closed}",
                },
            link
        );
        if (issue.Difference.Count > 0)
        {
            var path = AuditContext.Shown(Path.Combine(context.OutputFolder, OverviewOutcome.DifferenceName));
            context.Summary.Add($"What would change in it is in {path}: {Sentence.Count(issue.Difference.Count, "line")}.");
        }
    }
}
