using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;

namespace PlatformAudits.Tracking;

/// <summary>
/// Looks for our issues of a platform and period by their hidden mark, open and closed ones. First come two short lists: the issues with
/// the first label that are not much older than the period, and those that hold the audit's title; only when both are without the mark,
/// every issue of the project is read.
/// </summary>
/// <param name="title">The title that the issue has or would have.</param>
/// <param name="mayOpenByHand">Whose hand-opened issues are ours; null while nobody knows.</param>
internal sealed class IssueFinder(
    IGitLabClient gitLab,
    IssueOwnership ownership,
    string project,
    string? label,
    string platform,
    FiscalPeriod period,
    string title,
    IReadOnlySet<string>? mayOpenByHand
)
{
    /// <summary>An issue of a period is hardly opened more than two quarters before it; one that was is found by its words.</summary>
    private const int DaysBefore = 184;

    /// <summary>From when on, UTC, the issues of a period are opened.</summary>
    public static DateTime Opened(FiscalPeriod period) =>
        period.Start.AddDays(-DaysBefore).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>Finds the issues, or, when there is none on the short lists, reads them all.</summary>
    public async Task<IReadOnlyList<MarkedIssue>> FindAsync()
    {
        var labelled = label is null
            ? []
            : await AllAsync(options =>
            {
                options.Labels = [label];
                options.CreatedAfter = Opened(period);
            });
        var worded = await AllAsync(options => options.Filter = title);
        var found = (await OursAsync(worded, DateTime.MinValue))
            .Concat(await OursAsync(labelled))
            .DistinctBy(issue => issue.Issue.Iid)
            .OrderBy(issue => issue.Issue.Iid)
            .ToList();
        return found.Any(issue => issue.IsRemembered) ? found : await FindAmongAllAsync();
    }

    /// <summary>
    /// The issue of the period, by title, mark and author alone, which is enough for a link; null where there is none.
    /// </summary>
    public async Task<Issue?> OpenedByProgramAsync()
    {
        foreach (var issue in await AllAsync(options => options.Filter = title))
        {
            if (
                MarkedIssue.Of(issue, ownership.DayOf) is { } marked
                && marked.Platform == platform
                && marked.Period == period
                && await ownership.IsOfProgramAsync(issue)
            )
            {
                return issue;
            }
        }

        return null;
    }

    /// <summary>
    /// Our issues of the period, and those of earlier ones, the latest first, which are looked at one by one. Where the issues that hold
    /// some words are without one that the program remembers to be of the period, every issue of the project is read.
    /// </summary>
    /// <param name="words">Words that the issues of every period hold.</param>
    public async Task<(IReadOnlyList<MarkedIssue> OfPeriod, IAsyncEnumerable<MarkedIssue> Earlier)> UpToPeriodAsync(string words)
    {
        var issues = await AllAsync(options => options.Filter = words);
        var found = await OursAsync(issues, Opened(period));
        if (!found.Any(issue => issue.IsRemembered))
        {
            issues = await AllAsync(_ => { });
            found = await OursAsync(issues, Opened(period));
        }

        return (found, EarlierAsync(issues));
    }

    private async IAsyncEnumerable<MarkedIssue> EarlierAsync(IEnumerable<Issue> issues)
    {
        var periods = issues
            .Select(issue => (Issue: issue, Audit: ownership.AuditOf(issue)))
            .Where(found => found.Audit?.Platform == platform && found.Audit.Value.Period.Start < period.Start)
            .GroupBy(found => found.Audit!.Value.Period, found => found.Issue)
            .OrderByDescending(group => group.Key.Start);
        foreach (var earlier in periods)
        {
            var found = await ownership.OursAsync(
                earlier,
                issue => issue.Platform == platform && issue.Period == earlier.Key,
                mayOpenByHand,
                DateTime.MinValue
            );
            foreach (var issue in MarkedIssue.ByPreference(found))
            {
                yield return issue;
            }
        }
    }

    /// <summary>
    /// Reads every issue of the project. Where none of ours is marked or remembered, one that has its title and no mark is ours.
    /// </summary>
    public async Task<IReadOnlyList<MarkedIssue>> FindAmongAllAsync()
    {
        var all = await AllAsync(_ => { });
        var found = await OursAsync(all, Opened(period));
        if (found.Any(issue => issue.Owner != IssueOwner.Unknown))
        {
            return found;
        }

        var titled = new List<MarkedIssue>();
        foreach (var issue in all.Select(issue => MarkedIssue.ByTitle(issue, title, platform, period)).OfType<MarkedIssue>())
        {
            if (await ownership.IsOfProgramAsync(issue.Issue))
            {
                titled.Add(issue);
            }
        }

        return [.. titled.OrderBy(issue => issue.Issue.Iid), .. found];
    }

    /// <summary>Our issues of the platform, whatever the period looked for.</summary>
    public async Task<IReadOnlyList<MarkedIssue>> OfPlatformAsync() =>
        await ownership.OursAsync(await AllAsync(_ => { }), issue => issue.Platform == platform, mayOpenByHand);

    private Task<IReadOnlyList<MarkedIssue>> OursAsync(IEnumerable<Issue> issues, DateTime? openedSince = null) =>
        ownership.OursAsync(issues, issue => issue.Platform == platform && issue.Period == period, mayOpenByHand, openedSince);

    private Task<IList<Issue>> AllAsync(Action<IssuesQueryOptions> narrow) =>
        gitLab.Issues.GetAllAsync(
            projectId: project,
            options: options =>
            {
                options.State = IssueState.All;
                narrow(options);
            }
        );
}
