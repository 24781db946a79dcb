using System.Globalization;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>Finds audit issues and reads their cases.</summary>
/// <param name="client">For what the client library can't do.</param>
/// <param name="people">Who can be asked.</param>
internal sealed class CaseReader(
    IGitLabClient gitLab,
    TrackerClient client,
    TrackerCalls calls,
    IssueOwnership ownership,
    IssueConfidentiality confidentiality,
    string project,
    FollowUpSettings settings,
    IReadOnlyList<Platform> platforms,
    People people,
    FollowUpRequest request,
    TimeProvider clock,
    RunLog log
)
{
    private const int DaysBack = 370;

    private readonly HashSet<string> _verified = new(StringComparer.Ordinal);

    /// <summary>The waivers that count today: they end a finding before the next run says so.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>
    /// The audits that have an issue of ours, by platform and period: of several the one that the audit itself keeps. An issue that
    /// somebody opened by hand has nothing to ask for before a run has written into it.
    /// </summary>
    /// <param name="period">The period; null for every one.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<AuditIssueRef>> AuditsAsync(FiscalPeriod? period)
    {
        log.Step($"GitLab: looking for the audit issues in {project} …");
        var issues = await calls.AskAsync(
            "Looking for the audit issues",
            () =>
                gitLab.Issues.GetAllAsync(
                    projectId: project,
                    options: options =>
                    {
                        options.State = IssueState.All;
                        options.CreatedAfter = clock.GetUtcNow().UtcDateTime.AddDays(-DaysBack);
                    }
                )
        );
        var ours = await ownership.OursAsync(
            issues,
            issue =>
                issue.IsKept && (period is null || issue.Period == period) && platforms.Any(platform => platform.Id == issue.Platform),
            people.MayOpenByHand,
            openedSince: DateTime.MinValue
        );
        return
        [
            .. platforms.SelectMany(platform =>
                ours.Where(issue => issue.Platform == platform.Id)
                    .GroupBy(issue => issue.Period)
                    .OrderBy(group => group.Key.Start)
                    .Select(group => (group.Key, MarkedIssue.Preferred([.. group]).Issue))
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
        var issue = await calls.AskAsync("Reading the audit issue", () => gitLab.Issues.GetAsync(audit.ProjectId, audit.Iid));
        issue = await confidentiality.EnsureAsync(issue, request.Preview);
        var waivers = Waivers.Where(waiver => waiver.Platform == audit.Platform).ToList();
        var discussions = await calls.AskAsync(
            "Reading the audit issue's notes",
            () => client.DiscussionsAsync(audit.ProjectId, audit.Iid)
        );
        var ours = await ownership.OursAsync(discussions.SelectMany(discussion => discussion.Notes));
        var (memory, newer, unbelieved) = IssueMemory.Newest(
            issue,
            MemoryNote.Of(ours, audit.Platform, audit.Period),
            audit.Platform,
            audit.Period
        );
        if (memory is null)
        {
            return (null, WhyNothingIsKnown(audit, newer, unbelieved));
        }

        var items = IssueFindings.Read(issue.Description ?? "", memory, waivers);
        if (WhyNobodyIsAsked(audit, memory) is { } reason)
        {
            return (null, reason);
        }

        var correspondence = IssueDiscussions.Of(discussions, accounts, (await ownership.SelfAsync()).Id, people, clock.GetUtcNow());
        var isOld =
            clock.GetUtcNow().UtcDateTime - DateTime.SpecifyKind(issue.CreatedAt, DateTimeKind.Utc)
            > TimeSpan.FromDays(settings.OldAfterDays);
        var file = correspondence.Complete(
            new CaseState
            {
                Policy = settings.PolicyOf(audit.Platform),
                Calendar = settings.CalendarOf(audit.Platform),
                People = people,
                Findings = items.Findings,
                ReviewWords = settings.ReviewWords,
                IsClosed = issue.State == IssueState.Closed,
                IsOld = isOld && !request.Start,
            }
        );
        await VerifyAsync(file);
        var at = new FollowUpCase(
            file,
            correspondence,
            new CollectionStamp(memory.AsOf ?? DateTimeOffset.UnixEpoch, memory.Seal, memory.Population)
        );
        return (
            at,
            file.IsStarted || request.Start || file.IsClosed ? null
            : correspondence.HasForeignMarks
                ? "Another account, or one that was deleted, has followed this issue up. If it was that of an earlier token, write its "
                    + "number (the Ghost User's for one that was deleted) into tracker.accounts in the settings; to begin anew, add "
                    + "--start."
            : isOld
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The issue is more than {settings.OldAfterDays} days old and was never followed up. To begin now, add --start."
                )
            : null
        );
    }

    /// <summary>The ids of the program's own accounts.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public Task<IReadOnlySet<long>> AccountsAsync() => ownership.AccountsAsync();

    /// <summary>Asks GitLab whether those who would be mentioned have an account that somebody uses.</summary>
    private async Task VerifyAsync(CaseState file)
    {
        for (var isChanged = true; isChanged; )
        {
            isChanged = false;
            foreach (var contact in Planner.Plan(file, clock.GetUtcNow()).SelectMany(note => note.To).ToList())
            {
                if (contact.Username is not { } username || !_verified.Add(contact.Key))
                {
                    continue;
                }

                var account = await calls.AskAsync("Looking for a teammate's account", () => client.AccountAsync(username));
                if (account is not { State: null or "active" })
                {
                    people.LacksAccount(contact);
                    isChanged = true;
                }
            }
        }
    }

    private static string WhyNothingIsKnown(AuditIssueRef audit, string? newer, IReadOnlyList<string> unbelieved)
    {
        var why = unbelieved.Count == 0 ? "" : $" ({string.Join("; ", unbelieved)})";
        return newer is not null
            ? $"{newer} was written by a newer version of this program, so nobody is asked. Update this one."
            : $"No note of a run on {audit.WebUrl} says what was found{why}, so nobody is asked. The next audit of {audit.Title} writes "
                + "one.";
    }

    /// <summary>
    /// Why the rows on the issue are no reason to ask anybody, as a sentence, or null: a later run could not evaluate the platform, or
    /// left a report that can't be read.
    /// </summary>
    private string? WhyNobodyIsAsked(AuditIssueRef audit, AuditMemory memory)
    {
        var unevaluated = $"The last run could not evaluate {audit.Title}, so nobody is asked for anything.";
        if (memory.FailedAt is not null)
        {
            return unevaluated;
        }

        var path = Path.Combine(request.OutputFolder, audit.Platform, AuditReport.FileName);
        try
        {
            return
                File.Exists(path)
                && MemoryFile.Read(path, audit.Platform) is { Verdict: Verdict.NotEvaluated } report
                && report.Period == audit.Period
                && !(report.AsOf <= memory.AsOf)
                ? unevaluated
                : null;
        }
        catch (AuditException failure)
        {
            return $"{failure.Message} Nobody knows what the last run of {audit.Title} came to, so nobody is asked for anything.";
        }
    }
}
