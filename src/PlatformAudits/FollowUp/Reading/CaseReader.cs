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
    private readonly Dictionary<long, Contact?> _holders = [];
    private IssueAudience? _audience;

    /// <summary>The day of the run, in the time zone of the audits.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The waivers that count today: they end a finding before the next run says so.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>
    /// The periods that have audit issues of ours, oldest first; of several issues of an audit the one that the audit itself keeps. An
    /// issue that somebody opened by hand has nothing to ask for before a run has written into it.
    /// </summary>
    /// <param name="period">The period; null for every one.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<FollowedPeriod>> PeriodsAsync(FiscalPeriod? period)
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
            issue => issue.IsKept && (issue.Platform == OverviewTemplate.Name || platforms.Any(platform => platform.Id == issue.Platform)),
            people.MayOpenByHand,
            openedSince: DateTime.MinValue
        );
        var kept = ours.GroupBy(issue => (issue.Platform, issue.Period)).Select(group => MarkedIssue.Preferred([.. group])).ToList();
        return
        [
            .. kept.GroupBy(issue => issue.Period)
                .Where(group => period is null || group.Key == period)
                .OrderBy(group => group.Key.Start)
                .Select(group => new FollowedPeriod(
                    group.Key,
                    group.FirstOrDefault(issue => issue.Platform == OverviewTemplate.Name) is { } overview
                        ? new FollowedIssue(RefOf(overview, OverviewTemplate.Name), overview.IsClosed)
                        : null,
                    [
                        .. platforms.SelectMany(platform =>
                            group
                                .Where(issue => issue.Platform == platform.Id)
                                .Select(issue => new FollowedAudit(
                                    RefOf(issue, platform.Title),
                                    issue.IsClosed,
                                    LaterThan(issue, platform.Title, kept)
                                ))
                        ),
                    ]
                ))
                .Where(followed => followed.Audits.Count > 0),
        ];
    }

    /// <summary>Reads the audits of a period.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<PeriodCase> ReadAsync(FollowedPeriod period)
    {
        var (obstacles, readings, open) = (
            new Dictionary<int, Obstacle>(),
            new Dictionary<int, CollectionStamp>(),
            new Dictionary<int, int>()
        );
        var places = new Dictionary<int, (AuditIssueRef Issue, IssueDiscussions Discussions, bool IsClosed)>();
        var issues = new Dictionary<int, Issue>();
        var known = new List<(CaseState File, AuditMemory Memory, Issue Issue, DateTimeOffset Since)>();
        foreach (var place in period.Issues)
        {
            var issue = await calls.AskAsync("Reading the audit issue", () => gitLab.Issues.GetAsync(place.ProjectId, place.Iid));
            issue = await confidentiality.EnsureAsync(issue, request.Preview);
            var discussions = await calls.AskAsync(
                "Reading the audit issue's notes",
                () => client.DiscussionsAsync(place.ProjectId, place.Iid)
            );
            issues[place.Iid] = issue;
            if (place.IsOverview)
            {
                await ParseAsync();
                continue;
            }

            var notes = await ownership.OursAsync(discussions.SelectMany(discussion => discussion.Notes));
            var (memory, newer, unbelieved) = IssueMemory.Newest(
                issue,
                MemoryNote.Of(notes, place.Platform, place.Period),
                place.Platform,
                place.Period
            );
            var bare = memory is null ? null : await CaseOfAsync(place, period, issue, memory);
            await ParseAsync();
            if (memory is null || bare is null)
            {
                obstacles[place.Iid] = new Obstacle(WhyNothingIsKnown(place, newer, unbelieved), NeedsSomebody: false);
                continue;
            }

            readings[place.Iid] = new CollectionStamp(memory.AsOf ?? DateTimeOffset.UnixEpoch, memory.Seal, memory.Population);
            known.Add((bare, memory, issue, FirstRemembered(notes, issue)));

            // Who is asked has to be known before, for replies of people outside the team file to be theirs.
            async Task ParseAsync() =>
                places[place.Iid] = (
                    place,
                    IssueDiscussions.Of(
                        discussions,
                        await AccountsAsync(),
                        (await ownership.SelfAsync()).Id,
                        people,
                        place.Iid,
                        clock.GetUtcNow()
                    ),
                    issue.State == IssueState.Closed
                );
        }

        var merged = new PlaceRecords(places.Values.Select(place => (place.Issue, place.Discussions)));
        var cases = new List<CaseState>();
        foreach (var (bare, memory, issue, since) in known)
        {
            var file = HandOvers.Apply(merged.Complete(bare, period.Home));
            file = file with { IsOld = IsOld(file, since) && !request.Start };
            open[file.Issue.Iid] = file.Findings.Count(item => !item.IsEnded);
            var obstacle = WhyNobodyIsAsked(file.Issue, memory) is { } reason
                ? new Obstacle(reason, NeedsSomebody: false)
                : ObstacleOf(file, places[file.Issue.Iid].Discussions, places[period.Home.Iid].Discussions);
            if (obstacle is null)
            {
                cases.Add(file);
            }
            else
            {
                obstacles[file.Issue.Iid] = obstacle;
            }
        }

        var state = new PeriodState
        {
            Home = period.Home,
            Cases = cases,
            People = people,
            Threads = merged.ThreadsOn(place => !places[place.Iid].IsClosed),
            Named = merged.Named,
            Begun = merged.Begun,
            Mentioned = merged.Mentioned,
        };
        await VerifyAsync(state, issues);
        return new PeriodCase(state, places.ToDictionary(place => place.Key, place => place.Value.Discussions))
        {
            Readings = readings,
            Obstacles = obstacles,
            Open = open,
        };
    }

    private async Task<CaseState> CaseOfAsync(AuditIssueRef place, FollowedPeriod period, Issue issue, AuditMemory memory)
    {
        var platform = platforms.First(platform => platform.Id == place.Platform);
        var waivers = Waivers.Where(waiver => waiver.Platform == place.Platform).ToList();
        var policy = settings.PolicyOf(place.Platform);
        var findings = new List<TrackedFinding>();
        foreach (var item in IssueFindings.Read(issue.Description ?? "", memory, waivers).Findings)
        {
            var remembered = memory.Find(item.Key)!;
            var severity = platform.SeverityOf(remembered.Check);
            findings.Add(
                item with
                {
                    Severity = severity,
                    State = item.State == FindingState.Ticked && !settings.TickSettles(severity) ? FindingState.Open : item.State,
                    AccountHolder =
                        policy.AsksHolders && item.Person is null && remembered.Holder is { } holder
                            ? await AccountHolderAsync(holder, issue)
                            : null,
                }
            );
        }

        return new CaseState
        {
            Issue = place,
            Policy = policy,
            Calendar = settings.CalendarOf(place.Platform),
            People = people,
            Findings = findings,
            ReviewWords = settings.ReviewWords,
            IsClosed = issue.State == IssueState.Closed,
            SupersededBy = period.Audits.First(audit => audit.Issue == place).SupersededBy,
        };
    }

    /// <summary>Somebody outside the team file who has an account at GitLab; null where they can't be reached.</summary>
    private async Task<Contact?> AccountHolderAsync(long id, Issue issue)
    {
        if (!_holders.TryGetValue(id, out var contact))
        {
            var account = await calls.AskAsync("Looking for the holder of an account", () => client.AccountAsync(id));
            contact = _holders[id] =
                account is { Username: { } username, State: null or "active" } && GitLabNames.IsUser(username)
                    ? new Contact(
                        PersonDigits.Of(string.Create(CultureInfo.InvariantCulture, $"gitlab:{id}")),
                        account.Name ?? username,
                        username,
                        SlackId: null
                    )
                    : null;
        }

        _audience ??= await IssueAudience.ReadAsync(client, calls, project, Today);
        if (contact is null || await WhyNotAsync(contact.Username!, issue) is not null)
        {
            return null;
        }

        people.Know(contact);
        return contact;
    }

    /// <summary>
    /// When the first run that could evaluate the platform has left its note there; when the issue was opened where none is.
    /// </summary>
    private static DateTimeOffset FirstRemembered(IReadOnlyList<TrackerNote> notes, Issue issue) =>
        new(
            DateTime.SpecifyKind(
                notes.Where(note => MemoryNote.In(note) is not null).Select(note => note.CreatedAt).DefaultIfEmpty(issue.CreatedAt).Min(),
                DateTimeKind.Utc
            )
        );

    /// <summary>Whether there were more days on which people could have been asked than a new issue has.</summary>
    private bool IsOld(CaseState file, DateTimeOffset since)
    {
        var (first, today) = (file.Calendar.DayOf(since), file.Calendar.DayOf(clock.GetUtcNow()));
        return Enumerable.Range(1, Math.Max(0, today.DayNumber - first.DayNumber)).Count(day => file.Calendar.Allows(first.AddDays(day)))
            > settings.OldAfterDays;
    }

    /// <summary>Why nothing is begun that may be a mistake; null where it is none.</summary>
    private Obstacle? ObstacleOf(CaseState file, IssueDiscussions own, IssueDiscussions home)
    {
        if (file.IsStarted || request.Start || file.IsClosed)
        {
            return null;
        }

        if (own.HasForeignMarks || home is { HasForeignMarks: true, Notes.Count: 0 })
        {
            return new Obstacle(
                "Another account, or one that was deleted, has followed this issue up. If it was that of an earlier token, write its "
                    + "number (the Ghost User's for one that was deleted) into tracker.accounts in the settings; to begin anew, add "
                    + "--start.",
                NeedsSomebody: true
            );
        }

        var asked = file.Findings.Where(item => !item.IsEnded).ToList();
        return file.IsOld && file.SupersededBy is null
            ? new Obstacle(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"People could have been asked on more than {settings.OldAfterDays} days, and it was never followed up: to begin now "
                        + $"would be to turn to {Sentence.Count(asked.Select(file.ThreadOf).Distinct().Count(), "person", "people")} for "
                        + $"{Sentence.Count(asked.Count, "finding")}. If that is right, add --start."
                ),
                NeedsSomebody: true
            )
            : null;
    }

    private static AuditIssueRef RefOf(MarkedIssue found, string title) =>
        new(found.Platform, title, found.Period, found.Issue.ProjectId, found.Issue.Iid, found.Issue.WebUrl);

    private static AuditIssueRef? LaterThan(MarkedIssue issue, string title, IReadOnlyList<MarkedIssue> kept) =>
        kept.Where(other => other.Platform == issue.Platform && other.Period.Start > issue.Period.Start && WasRead(other))
            .MaxBy(other => other.Period.Start)
            is { } later
            ? RefOf(later, title)
            : null;

    private static bool WasRead(MarkedIssue issue) =>
        IssueMemory.Newest(issue.Issue, MemoryNote.Of(issue.Notes ?? [], issue.Platform, issue.Period), issue.Platform, issue.Period)
            is (not null, _, _);

    /// <summary>The ids of the program's own accounts.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public Task<IReadOnlySet<long>> AccountsAsync() => ownership.AccountsAsync();

    /// <summary>
    /// Asks GitLab whether those who would be mentioned can see the issue, and have an account that somebody uses: a mention of anybody
    /// else reaches nobody.
    /// </summary>
    /// <exception cref="AuditException">GitLab refused, could not be reached, or nobody is left to turn to in the end.</exception>
    private async Task VerifyAsync(PeriodState period, Dictionary<int, Issue> issues)
    {
        _audience ??= await IssueAudience.ReadAsync(client, calls, project, Today);
        for (var isChanged = true; isChanged; )
        {
            isChanged = false;
            foreach (var note in Planner.Plan(period, clock.GetUtcNow()))
            {
                foreach (var contact in note.To.Concat(note.MessageTo).Concat(people.SupportOpsManagers).ToList())
                {
                    if (
                        contact.Username is { } username
                        && _verified.Add(contact.Key)
                        && await WhyNotAsync(username, issues[note.Issue.Iid]) is { } why
                    )
                    {
                        people.CanNotReach(contact, why);
                        isChanged = true;
                    }
                }
            }

            if (people.WhyNobodyIsLeft() is { Count: > 0 } reasons)
            {
                throw new AuditException(
                    $"Following up: of follow_up.support_ops_managers, {Sentence.List(reasons)}, so there is nobody to turn to in the "
                        + $"end, and nobody was asked. Make one of them a member of {project} with the role Planner or a higher one.",
                    FailureKind.ConfigurationOrInfrastructure
                );
            }
        }
    }

    private async Task<string?> WhyNotAsync(string username, Issue issue) =>
        _audience!.WhyNot(username, issue, issue.Confidential || confidentiality.IsLacking(issue)) is { } why ? why
        : _audience.IsMember(username) ? null
        : await calls.AskAsync("Looking for a teammate's account", () => client.AccountAsync(username)) is { State: null or "active" }
            ? null
        : "has no active account at GitLab";

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
