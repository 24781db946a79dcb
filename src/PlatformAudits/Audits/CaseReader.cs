using System.Globalization;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.FollowUp.Writing;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>Finds, reads and follows up audit issues.</summary>
public sealed class CaseReader : IDisposable
{
    private const int DaysBack = 370;

    private readonly FollowUpRequest _request;
    private readonly People _people;
    private readonly string _project;
    private readonly IGitLabClient _gitLab;
    private readonly TrackerClient _client;
    private readonly TrackerCalls _calls;
    private readonly SlackClient? _slack;
    private readonly NoteText _text;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;
    private readonly HashSet<string> _verified = new(StringComparer.Ordinal);
    private HashSet<long>? _accounts;

    /// <summary>A desk for one run.</summary>
    /// <param name="client">The client for what the library can't do; the desk disposes it.</param>
    /// <param name="slack">Sends direct messages; null where a note takes their place. The desk disposes it.</param>
    public CaseReader(
        IGitLabClient gitLab,
        TrackerClient client,
        SlackClient? slack,
        string project,
        Configuration configuration,
        People people,
        FollowUpRequest request,
        TimeProvider clock,
        RunLog log
    )
    {
        _gitLab = gitLab;
        _client = client;
        _slack = slack;
        _project = project;
        _people = people;
        _request = request;
        _clock = clock;
        _log = log;
        _calls = new TrackerCalls(project);
        _text = new NoteText(request.TemplatesFolder);
        Configuration = configuration;
    }

    /// <summary>The settings.</summary>
    public Configuration Configuration { get; }

    /// <summary>The waivers that count today: they end an item before the next run says so.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    public void Dispose()
    {
        _client.Dispose();
        _slack?.Dispose();
    }

    /// <summary>The audits that have an issue, by platform and period: of several the one that the audit itself keeps.</summary>
    /// <param name="period">The period; null for every one.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<AuditIssueRef>> AuditsAsync(FiscalPeriod? period)
    {
        _log.Step($"GitLab: looking for the audit issues in {_project} …");
        var issues = await _calls.AskAsync(
            "Looking for the audit issues",
            () =>
                _gitLab.Issues.GetAllAsync(
                    projectId: _project,
                    options: options =>
                    {
                        options.State = IssueState.All;
                        options.CreatedAfter = _clock.GetUtcNow().UtcDateTime.AddDays(-DaysBack);
                    }
                )
        );
        return
        [
            .. Configuration.Platforms.SelectMany(platform =>
                issues
                    .SelectMany(issue =>
                        IssueMarks.PeriodsOf(issue.Description, platform.Id).Distinct().Select(p => (Period: p, Issue: issue))
                    )
                    .Where(found => period is null || found.Period == period)
                    .GroupBy(found => found.Period, found => found.Issue)
                    .OrderBy(group => group.Key.Start)
                    .Select(group =>
                        (group.Key, Issue: group.OrderBy(issue => issue.State == IssueState.Closed).ThenBy(issue => issue.Iid).First())
                    )
                    .Select(found => new AuditIssueRef(
                        platform.Id,
                        platform.Title,
                        found.Key,
                        found.Issue.ProjectId,
                        found.Issue.Iid,
                        found.Issue.WebUrl
                    ))
            ),
        ];
    }

    /// <summary>Reads a case, and why nothing may be written on it, as a sentence.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<(FollowUpCase? At, string? Remark)> ReadAsync(AuditIssueRef audit)
    {
        var accounts = await AccountsAsync();
        var issue = await _calls.AskAsync("Reading the audit issue", () => _gitLab.Issues.GetAsync(audit.ProjectId, audit.Iid));
        var waivers = Waivers.Where(waiver => waiver.Platform == audit.Platform).ToList();
        var items = IssueFindings.Read(issue.Description ?? "", waivers);
        if (WhyNobodyIsAsked(audit, items) is { } reason)
        {
            return (null, reason);
        }

        var discussions = await _calls.AskAsync(
            "Reading the audit issue's notes",
            () => _client.DiscussionsAsync(audit.ProjectId, audit.Iid)
        );
        var correspondence = IssueDiscussions.Of(discussions, accounts, _people, _clock.GetUtcNow());
        var isOld =
            _clock.GetUtcNow().UtcDateTime - DateTime.SpecifyKind(issue.CreatedAt, DateTimeKind.Utc)
            > TimeSpan.FromDays(Configuration.FollowUp.OldAfterDays);
        var file = correspondence.Complete(
            new CaseState
            {
                Policy = Configuration.FollowUp.PolicyOf(audit.Platform),
                Calendar = Configuration.FollowUp.CalendarOf(audit.Platform),
                People = _people,
                Findings = items.Findings,
                ReviewWords = Configuration.FollowUp.ReviewWords,
                IsClosed = issue.State == IssueState.Closed,
                IsOld = isOld && !_request.Start,
            }
        );
        await VerifyAsync(file);
        var at = new FollowUpCase(file, correspondence, items.Reading);
        return (
            at,
            file.IsStarted || _request.Start || file.IsClosed ? null
            : correspondence.HasForeignMarks
                ? "Another account has followed this issue up. If it was that of an earlier token, write its number into follow_up.accounts in the settings; to begin anew, add --start."
            : isOld
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The issue is more than {Configuration.FollowUp.OldAfterDays} days old and was never followed up. To begin now, add --start."
                )
            : null
        );
    }

    /// <summary>The text of a note that would be written.</summary>
    /// <param name="at">The case.</param>
    public string Preview(AuditIssueRef audit, FollowUpCase at, PlannedNote note, DateTimeOffset now) =>
        _text.Render(
            audit,
            at.State,
            at.Discussions,
            at.Reading,
            note,
            new NoteSetting(
                now,
                at.Discussions.DiscussionOf(note.Thread) is null,
                note.To.Where(contact => !at.State.WasMentioned(contact, now))
                    .Select(contact => contact.Key)
                    .ToHashSet(StringComparer.Ordinal)
            )
            {
                Accounts = _accounts!,
            }
        );

    /// <summary>Writes the notes that are due.</summary>
    /// <returns>Those that were written.</returns>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<PlannedNote>> WriteAsync(AuditIssueRef audit)
    {
        var writer = new NoteWriter(_client, _calls, _text, _slack, _clock, _log);
        return await writer.WriteAsync(audit, async () => await ReadAsync(audit) is (var at, null) ? at : null, await AccountsAsync());
    }

    private async Task<IReadOnlySet<long>> AccountsAsync() =>
        _accounts ??= [(await _calls.AskAsync("Asking who GL_TOKEN is", _client.SelfAsync)).Id, .. Configuration.FollowUp.Accounts];

    /// <summary>Asks GitLab whether those who would be mentioned have an account that somebody uses.</summary>
    private async Task VerifyAsync(CaseState file)
    {
        for (var isChanged = true; isChanged; )
        {
            isChanged = false;
            foreach (var contact in Planner.Plan(file, _clock.GetUtcNow()).SelectMany(note => note.To).ToList())
            {
                if (contact.Username is not { } username || !_verified.Add(contact.Key))
                {
                    continue;
                }

                var account = await _calls.AskAsync("Looking for a teammate's account", () => _client.AccountAsync(username));
                if (account is not { State: null or "active" })
                {
                    _people.LacksAccount(contact);
                    isChanged = true;
                }
            }
        }
    }

    /// <summary>Why the rows on the issue are no reason to ask anybody, as a sentence, or null: a later run could not evaluate the platform, or left a report that can't be read.</summary>
    private string? WhyNobodyIsAsked(AuditIssueRef audit, IssueFindings items)
    {
        var unevaluated = $"The last run could not evaluate {audit.Title}, so nobody is asked for anything.";
        if (!items.IsEvaluated)
        {
            return unevaluated;
        }

        var path = Path.Combine(_request.OutputFolder, audit.Platform, AuditReport.FileName);
        try
        {
            return
                File.Exists(path)
                && PreviousReport.Read(path, audit.Platform) is { Verdict: Verdict.NotEvaluated } report
                && report.Period == audit.Period
                && !(report.AsOf <= items.Reading?.AsOf)
                ? unevaluated
                : null;
        }
        catch (AuditException failure)
        {
            return $"{failure.Message} Nobody knows what the last run of {audit.Title} came to, so nobody is asked for anything.";
        }
    }
}
