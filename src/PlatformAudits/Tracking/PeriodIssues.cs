using GitLabApiClient;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>The audit issues of a period with what the program remembers there, all platforms in one listing. It only reads.</summary>
internal sealed class PeriodIssues(
    IGitLabClient gitLab,
    TrackerClient client,
    TrackerCalls calls,
    IssueOwnership ownership,
    string project,
    RunLog log
)
{
    /// <summary>Of each platform the issue in which its audit goes on.</summary>
    /// <param name="platforms">The ids of the platforms.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlyDictionary<string, PeriodIssue>> ReadAsync(IReadOnlyCollection<string> platforms, FiscalPeriod period)
    {
        log.Step($"GitLab: reading the audit issues of {period.Title} in {project} …");
        var opened = IssueFinder.Opened(period);
        var all = await calls.AskAsync(
            "Looking for the audit issues",
            () =>
                gitLab.Issues.GetAllAsync(
                    projectId: project,
                    options: options =>
                    {
                        options.State = IssueState.All;
                        options.CreatedAfter = opened;
                    }
                )
        );
        var ours = await ownership.OursAsync(
            all,
            issue => issue.Period == period && platforms.Contains(issue.Platform),
            mayOpenByHand: null,
            openedSince: opened
        );
        return ours.Where(issue => issue.Owner != IssueOwner.Unknown)
            .GroupBy(issue => issue.Platform, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Known(MarkedIssue.Preferred([.. group])), StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether a description may hold a view of issues. In a GitLab that does not tell its version, or tells none that can be read, it may
    /// not.
    /// </summary>
    /// <exception cref="AuditException">GitLab could not be reached.</exception>
    public async Task<bool> KnowViewsAsync() => await GitLabVersion.ReadAsync(client, calls) is { ShowsViews: true };

    private static PeriodIssue Known(MarkedIssue found)
    {
        var (memory, newer, _) = IssueMemory.Newest(
            found.Issue,
            MemoryNote.Of(found.Notes ?? [], found.Platform, found.Period),
            found.Platform,
            found.Period
        );
        return new PeriodIssue(found.Issue, memory, newer is not null, found.IsKept);
    }
}

/// <summary>The issue of an audit.</summary>
/// <param name="Memory">What the last evaluated run has left there; null for nothing that can be believed.</param>
/// <param name="IsNewer">Whether a newer program has left something there.</param>
/// <param name="IsKept">Whether a run has written into it.</param>
internal sealed record PeriodIssue(Issue Issue, AuditMemory? Memory, bool IsNewer, bool IsKept);
