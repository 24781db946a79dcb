using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>
/// Looks for the issues of a platform and period by their hidden mark, among open and closed issues of every author. First come two
/// short lists: the issues with the first
/// label that are not much older than the period, and those that hold the audit's words; only when both are without the mark, every
/// issue of the project is read.
/// </summary>
internal sealed class IssueFinder
{
    /// <summary>An issue of a period is hardly opened more than two quarters before it; one that was is found by its words.</summary>
    private const int DaysBefore = 184;

    private readonly IGitLabClient _gitLab;
    private readonly string _project;
    private readonly string? _label;
    private readonly string _platform;
    private readonly FiscalPeriod _period;
    private readonly string _words;

    public IssueFinder(IGitLabClient gitLab, string project, string? label, string platform, FiscalPeriod period, string words)
    {
        _gitLab = gitLab;
        _project = project;
        _label = label;
        _platform = platform;
        _period = period;
        _words = words;
    }

    /// <summary>Finds the issues, or, when there is none on the short lists, reads them all.</summary>
    public async Task<IReadOnlyList<MarkedIssue>> FindAsync()
    {
        var labelled = _label is null
            ? []
            : await ListAsync(options =>
            {
                options.Labels = [_label];
                options.CreatedAfter = _period.Start.AddDays(-DaysBefore).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            });
        var worded = await ListAsync(options => options.Filter = _words);
        var found = labelled.Concat(worded).DistinctBy(issue => issue.Issue.Iid).OrderBy(issue => issue.Issue.Iid).ToList();
        return found.Count > 0 ? found : await FindAmongAllAsync();
    }

    /// <summary>Reads every issue of the project.</summary>
    public async Task<IReadOnlyList<MarkedIssue>> FindAmongAllAsync() =>
        [.. (await ListAsync(_ => { })).OrderBy(issue => issue.Issue.Iid)];

    /// <summary>The periods of all issues of the platform, whatever the period looked for.</summary>
    public async Task<IReadOnlyList<FiscalPeriod>> PeriodsAsync() =>
        [.. (await AllAsync(_ => { })).SelectMany(issue => IssueMarks.PeriodsOf(issue.Description, _platform)).Distinct()];

    private async Task<List<MarkedIssue>> ListAsync(Action<IssuesQueryOptions> narrow)
    {
        var issues = await AllAsync(narrow);
        return [.. issues.Select(Marked).OfType<MarkedIssue>().DistinctBy(issue => issue.Issue.Iid)];
    }

    private Task<IList<Issue>> AllAsync(Action<IssuesQueryOptions> narrow) =>
        _gitLab.Issues.GetAllAsync(
            projectId: _project,
            options: options =>
            {
                options.State = IssueState.All;
                narrow(options);
            }
        );

    /// <summary>The issue with its marks, or null when it has none of this platform and period.</summary>
    private MarkedIssue? Marked(Issue issue) =>
        IssueMarks.Find(issue.Description, _platform, _period).ToList() is { Count: > 0 } marks
            ? new MarkedIssue(
                issue,
                marks.Max(mark => mark.Version),
                marks.Select(mark => mark.Token).FirstOrDefault(token => token is not null)
            )
            : null;
}

/// <summary>An issue that has the mark.</summary>
/// <param name="Token">The token of the program that opened it; null when a person wrote the mark.</param>
internal sealed record MarkedIssue(Issue Issue, int Version, string? Token)
{
    public bool IsClosed => Issue.State == IssueState.Closed;
}
