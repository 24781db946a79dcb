using System.Net;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting;
using PlatformAudits.Reporting;
using PlatformAudits.Settings;

namespace PlatformAudits.Tracking;

/// <summary>
/// Keeps one issue for each platform and period in a GitLab project. It is found by its hidden mark among open and closed issues of every author, first
/// among those with the first label, then among all; only when the whole listing could be read and none has the mark, one is opened.
/// </summary>
public sealed class IssueTracker
{
    private readonly IGitLabClient _gitLab;
    private readonly string _project;
    private readonly TrackerSettings _settings;
    private readonly bool _preview;
    private readonly RunLog _log;

    /// <summary>A tracker.</summary>
    /// <param name="gitLab">The client.</param>
    /// <param name="project">The project's path or number.</param>
    /// <param name="settings">How issues are opened.</param>
    /// <param name="preview">Whether to write nothing and say what would change.</param>
    /// <param name="log">Is told what is being done.</param>
    public IssueTracker(IGitLabClient gitLab, string project, TrackerSettings settings, bool preview, RunLog log)
    {
        _gitLab = gitLab;
        _project = project;
        _settings = settings;
        _preview = preview;
        _log = log;
    }

    /// <summary>How it stands with the issue of a platform and period.</summary>
    /// <param name="platform">The platform's id.</param>
    /// <param name="period">The period.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<Standing> StandingAsync(string platform, FiscalPeriod period)
    {
        if (await FindAsync(IssueMarks.Issue(platform, period)).ConfigureAwait(false) is { } issue)
        {
            return new Standing(issue.WebUrl, issue.State == IssueState.Closed, HasEarlier: false);
        }

        var others = (await ListAsync(label: null).ConfigureAwait(false)).Select(i => IssueMarks.PeriodOf(platform, i.Description ?? "")).OfType<FiscalPeriod>().ToList();
        return new Standing(null, IsClosed: false, others.Count > 0 && others.TrueForAll(other => other.Start < period.Start));
    }

    /// <summary>Opens the issue of a report, or brings it up to date.</summary>
    /// <param name="report">The report.</param>
    /// <param name="text">The issue's text.</param>
    /// <param name="opening">What may become of an issue that is not there yet.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<AuditIssue> KeepAsync(AuditReport report, IssueText text, Opening opening)
    {
        var mark = IssueMarks.Issue(report.Platform, report.Period);
        if (await FindAsync(mark).ConfigureAwait(false) is not { } found)
        {
            return opening.IsAllowed ? await OpenAsync(mark, text, opening).ConfigureAwait(false) : new AuditIssue(IssueChange.NotDue, null, IsClosed: false, []);
        }

        // The listing may be minutes old by now: what is merged with must be what stands there right before the write.
        var issue = await AskAsync("Reading the audit issue", () => _gitLab.Issues.GetAsync(_project, found.Iid)).ConfigureAwait(false);
        var body = IssueBody.Parse(issue.Description ?? "");
        var description = text.Notice is null ? body.With(text.Region) : body.WithNotice(text.Notice);
        var isClosed = issue.State == IssueState.Closed;
        if (description is null)
        {
            return new AuditIssue(IssueChange.None, issue.WebUrl, isClosed, []);
        }

        if (_preview)
        {
            return new AuditIssue(IssueChange.WouldUpdate, issue.WebUrl, isClosed, Difference(issue.Description ?? "", description));
        }

        _log.Step($"GitLab: bringing {issue.WebUrl} up to date …");
        await AskAsync("Updating the audit issue", () => _gitLab.Issues.UpdateAsync(_project, issue.Iid, new UpdateIssueRequest { Description = description })).ConfigureAwait(false);
        return new AuditIssue(IssueChange.Updated, issue.WebUrl, isClosed, []);
    }

    private async Task<Issue?> FindAsync(string mark)
    {
        _log.Step($"GitLab: looking for the issue in {_project} …");
        var labelled = _settings.Labels.Count == 0 ? null : await FindAsync(mark, _settings.Labels[0]).ConfigureAwait(false);
        return labelled ?? await FindAsync(mark, label: null).ConfigureAwait(false);
    }

    private async Task<Issue?> FindAsync(string mark, string? label) =>
        (await ListAsync(label).ConfigureAwait(false)).Where(i => i.Description?.Contains(mark, StringComparison.Ordinal) == true).MinBy(i => i.Iid);

    private Task<IList<Issue>> ListAsync(string? label) => AskAsync("Looking for the audit issue", () => _gitLab.Issues.GetAllAsync(projectId: _project, options: options =>
    {
        options.State = IssueState.All;
        if (label is not null)
        {
            options.Labels = [label];
        }
    }));

    private async Task<AuditIssue> OpenAsync(string mark, IssueText text, Opening opening)
    {
        var description = IssueBody.New(opening.Notice is null ? mark : $"{mark}\n\n{opening.Notice}\n", text.Region, text.PeoplesPart);
        if (_preview)
        {
            return new AuditIssue(IssueChange.WouldOpen, null, IsClosed: false, Difference("", description));
        }

        _log.Step($"GitLab: opening the issue \"{text.Title}\" in {_project} …");
        var issue = await AskAsync("Opening the audit issue", () => _gitLab.Issues.CreateAsync(_project, new CreateIssueRequest(text.Title)
        {
            Description = description,
            Labels = [.. _settings.Labels, .. opening.Labels],
            Confidential = _settings.Confidential,
        })).ConfigureAwait(false);
        if (_settings.Confidential && !issue.Confidential)
        {
            _log.Warning($"{issue.WebUrl} was opened as public although it was asked to be confidential; making it so.");
            await AskAsync("Making the audit issue confidential", () => _gitLab.Issues.UpdateAsync(_project, issue.Iid, new UpdateIssueRequest { Confidential = true })).ConfigureAwait(false);
        }

        return new AuditIssue(IssueChange.Opened, issue.WebUrl, IsClosed: false, []);
    }

    private static List<string> Difference(string before, string after)
    {
        var (old, fresh) = (before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'));
        return
        [
            .. old.Except(fresh, StringComparer.Ordinal).Select(line => "- " + line),
            .. fresh.Except(old, StringComparer.Ordinal).Select(line => "+ " + line),
        ];
    }

    private async Task<T> AskAsync<T>(string what, Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (GitLabException error)
        {
            throw Failure(what, $"GitLab answered {(int)error.HttpStatusCode}{Said(error.Message)}", error.HttpStatusCode switch
            {
                HttpStatusCode.Unauthorized => "Put a valid token into GL_TOKEN.",
                HttpStatusCode.Forbidden => "GL_TOKEN needs the scope api and the role Reporter in the project.",
                HttpStatusCode.NotFound => "Check tracker.project in audits.yaml, and that GL_TOKEN may see the project.",
                _ => "Nothing else was written; run again when the cause is gone.",
            }, error);
        }
        catch (JsonException error)
        {
            throw Failure(what, "GitLab's answer is not what it documents", "Check GITLAB_URL: a sign-in page or a proxy may have answered.", error);
        }
        catch (HttpRequestException error)
        {
            throw Failure(what, $"the connection failed ({(error.InnerException?.Message ?? error.Message).TrimEnd('.')})", "Run again: an issue that was opened after all is found by its mark.", error);
        }
        catch (OperationCanceledException error)
        {
            throw Failure(what, "GitLab did not answer in time", "Run again: an issue that was opened after all is found by its mark.", error);
        }
        catch (AuditException error) when (error.Kind != FailureKind.Misuse)
        {
            throw new AuditException($"{what} in {_project}: {error.Message}", FailureKind.Misuse, error);
        }
    }

    private AuditException Failure(string what, string problem, string advice, Exception error) =>
        new($"{what} in {_project}: {problem}. {advice}", FailureKind.Misuse, error);

    private static string Said(string body)
    {
        try
        {
            var said = GitLabApi.ErrorText(JObject.Parse(body));
            return said is null ? "" : $" ({(said.Length <= 200 ? said : said[..200] + "…")})";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
