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

    private DateTime Opened => period.Start.AddDays(-DaysBefore).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>Finds the issues, or, when there is none on the short lists, reads them all.</summary>
    public async Task<IReadOnlyList<MarkedIssue>> FindAsync()
    {
        var labelled = label is null
            ? []
            : await AllAsync(options =>
            {
                options.Labels = [label];
                options.CreatedAfter = Opened;
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
    /// Our issues of the platform, of the period and of every earlier one. Where those that hold some words are without one of the period
    /// that the program remembers, every issue of the project is read.
    /// </summary>
    /// <param name="words">Words that the issues of every period hold.</param>
    public async Task<IReadOnlyList<MarkedIssue>> UpToPeriodAsync(string words)
    {
        var worded = await UpToPeriodAsync(await AllAsync(options => options.Filter = words), DateTime.MinValue);
        return worded.Any(found => found.Period == period && found.IsRemembered)
            ? worded
            : await UpToPeriodAsync(await AllAsync(_ => { }), Opened);

        Task<IReadOnlyList<MarkedIssue>> UpToPeriodAsync(IEnumerable<Issue> issues, DateTime openedSince) =>
            ownership.OursAsync(
                issues,
                issue => issue.Platform == platform && issue.Period.Start <= period.Start,
                mayOpenByHand,
                openedSince
            );
    }

    /// <summary>
    /// Reads every issue of the project. Where none of ours is marked or remembered, one that has its title and no mark is ours.
    /// </summary>
    public async Task<IReadOnlyList<MarkedIssue>> FindAmongAllAsync()
    {
        var all = await AllAsync(_ => { });
        var found = await OursAsync(all, Opened);
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
