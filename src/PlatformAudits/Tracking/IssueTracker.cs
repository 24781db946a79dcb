using System.Globalization;
using System.Security.Cryptography;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Settings;

namespace PlatformAudits.Tracking;

/// <summary>Keeps one issue for each platform and period in a GitLab project (docs/decisions/0006).</summary>
internal sealed class IssueTracker : IDisposable
{
    /// <summary>
    /// One part in so many of the region goes into fingerprints: five characters for each line, and a line has seldom less than a
    /// hundred.
    /// </summary>
    private const int FingerprintShare = 20;

    private readonly IGitLabClient _gitLab;
    private readonly TrackerClient _client;
    private readonly TrackerCalls _calls;
    private readonly IssueNotes _notes;
    private readonly IssueOwnership _ownership;
    private readonly IssueConfidentiality _confidentiality;
    private readonly IssueAttributes _attributes;
    private readonly IssueMemory _memory;
    private readonly IssueReader _reader;
    private readonly IssueDuplicates _duplicates;
    private readonly IssueUpdate _update;
    private readonly string _project;
    private readonly TrackerSettings _settings;
    private readonly bool _preview;
    private readonly RunLog _log;
    private Issue? _recalled;
    private Issue? _overview;

    /// <summary>A tracker.</summary>
    /// <param name="client">The client for what the library can't do; the tracker disposes it.</param>
    /// <param name="preview">Whether to write nothing and say what would change.</param>
    /// <param name="own">The account that the token acts as.</param>
    /// <param name="dayOf">The day of a moment in the time zone of the audits; null for UTC's.</param>
    public IssueTracker(
        IGitLabClient gitLab,
        TrackerClient client,
        string project,
        TrackerSettings settings,
        bool preview,
        RunLog log,
        OwnAccount? own = null,
        Func<DateTimeOffset, DateOnly>? dayOf = null
    )
    {
        _gitLab = gitLab;
        _client = client;
        _calls = new TrackerCalls(project, client);
        _ownership = new IssueOwnership(client, _calls, settings, own ?? new OwnAccount(), log)
        {
            DayOf = dayOf ?? (moment => DateOnly.FromDateTime(moment.UtcDateTime)),
        };
        _confidentiality = new IssueConfidentiality(gitLab, _calls, project, settings, log);
        _notes = new IssueNotes(client, _calls, _ownership, log);
        _attributes = new IssueAttributes(client, _calls, _ownership, settings, log);
        _memory = new IssueMemory(client, _calls, _ownership, log);
        _reader = new IssueReader(gitLab, client, _calls, project);
        _duplicates = new IssueDuplicates(gitLab, _calls, _reader, _notes, _confidentiality, project, preview, log);
        _update = new IssueUpdate(gitLab, _calls, _reader, _notes, _confidentiality, _attributes, project, settings, preview, log);
        _project = project;
        _settings = settings;
        _preview = preview;
        _log = log;
    }

    /// <summary>How it stands with the issue of a platform and period.</summary>
    /// <param name="title">The title that the issue has or would have.</param>
    /// <param name="mayOpenByHand">
    /// The GitLab user names of those whose hand-opened issues are ours; null while the team is not read.
    /// </param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IssueStatus> StatusAsync(
        string platform,
        FiscalPeriod period,
        string title,
        IReadOnlySet<string>? mayOpenByHand = null
    )
    {
        var finder = Finder(platform, period, title, mayOpenByHand);
        var found = await _calls.AskAsync("Looking for the audit issue", finder.FindAsync);
        var ours = found.Where(IsOurs).ToList();
        var others = ours.Count > 0 ? [] : await _calls.AskAsync("Looking for earlier audit issues", finder.OfPlatformAsync);
        var status = StatusOf(ours, others.Where(IsOurs));
        if (ours.Count > 0)
        {
            await _reader.EnsureNotMovedAsync(MarkedIssue.Preferred(ours).Issue);
        }

        var atMost = StatusOf(found, others);
        return status with
        {
            IsUnsure = (status.Exists, status.IsClosed, status.HasEarlier) != (atMost.Exists, atMost.IsClosed, atMost.HasEarlier),
        };

        IssueStatus StatusOf(IReadOnlyList<MarkedIssue> of, IEnumerable<MarkedIssue> all)
        {
            var periods = all.Select(issue => issue.Period).ToList();
            return of.Count > 0
                ? new IssueStatus(MarkedIssue.Preferred(of).Issue.WebUrl, MarkedIssue.Preferred(of).IsClosed, HasEarlier: false)
                : new IssueStatus(null, IsClosed: false, periods.Count > 0 && periods.TrueForAll(other => other.Start < period.Start));
        }
    }

    /// <summary>Reads what earlier runs have left on the issues of a platform, of a period and of those before it.</summary>
    /// <param name="words">Words that the issues of every period hold.</param>
    /// <param name="today">
    /// The day of the run, in the time zone of the audits; null where neither the due date nor the overview is asked for.
    /// </param>
    /// <param name="mayOpenByHand">The GitLab user names of those whose hand-opened issues are ours; null while nobody knows.</param>
    /// <exception cref="AuditException">
    /// GitLab refused, or could not be reached, so that the platform can't be evaluated; or a newer program has left it.
    /// </exception>
    public async Task<EarlierMemories> RecallAsync(
        string platform,
        FiscalPeriod period,
        string words,
        DateOnly? today,
        IReadOnlySet<string>? mayOpenByHand
    )
    {
        _log.Step($"GitLab: reading what earlier runs have left in {_project} …");
        EarlierMemories found;
        try
        {
            var (ofPeriod, earlier) = await _calls.AskAsync(
                "Looking for earlier audit issues",
                () => Finder(platform, period, words, mayOpenByHand).UpToPeriodAsync(words)
            );
            _recalled = ofPeriod.Where(IsOurs).ToList() is { Count: > 0 } ours ? MarkedIssue.Preferred(ours).Issue : null;
            _overview = today is null ? null : await OverviewOfAsync(period);
            found = await _memory.RecallAsync(ofPeriod, earlier, platform, period) with
            {
                Decisions = IssueMemory.DecisionsOn(_recalled),
                Due = today is { } day ? await _attributes.DueAsync(_recalled, day) : null,
                Overview = AddressOf(_overview),
            };
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.ConfigurationOrInfrastructure)
        {
            throw new AuditException(failure.Message, innerException: failure);
        }

        return _memory.Newer is not { } newer
            ? found
            : throw new AuditException(
                $"Reading what earlier runs have left in {_project}: {newer} was written by a newer version of this program. Update this "
                    + "one; nothing was written.",
                FailureKind.ConfigurationOrInfrastructure
            );
    }

    /// <summary>The period of a platform's last issue before a period, by all issues of the project; null for none.</summary>
    /// <param name="mayOpenByHand">The GitLab user names of those whose hand-opened issues are ours; null while nobody knows.</param>
    /// <exception cref="AuditException">
    /// GitLab refused, or could not be reached, so that the platform can't be evaluated.
    /// </exception>
    public async Task<FiscalPeriod?> LastPeriodBeforeAsync(string platform, FiscalPeriod period, IReadOnlySet<string>? mayOpenByHand)
    {
        try
        {
            var audits = await _calls.AskAsync(
                "Looking for earlier audit issues",
                Finder(platform, period, title: "", mayOpenByHand).OfPlatformAsync
            );
            return audits
                .Where(issue => IsOurs(issue) && issue.Period.Start < period.Start)
                .Select(issue => (FiscalPeriod?)issue.Period)
                .MaxBy(earlier => earlier!.Value.Start);
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.ConfigurationOrInfrastructure)
        {
            throw new AuditException(failure.Message, innerException: failure);
        }
    }

    /// <summary>
    /// The issue in which <see cref="RecallAsync"/> has found what earlier runs of the period have left, with all that stands on it; null
    /// where there was none.
    /// </summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<DiscussedIssue?> DiscussedAsync()
    {
        if (_recalled is not { } issue)
        {
            return null;
        }

        var discussions = await _calls.AskAsync(
            "Reading the audit issue's threads",
            () => _client.DiscussionsAsync(issue.ProjectId, issue.Iid)
        );
        var closing =
            issue.State == IssueState.Closed
                ? await _calls.AskAsync("Reading the closed audit issue", () => _client.ClosingAsync(issue.ProjectId, issue.Iid))
                : null;
        return new DiscussedIssue(issue, discussions, await _ownership.AccountsAsync(), (await _ownership.SelfAsync()).Id, closing)
        {
            Overview = _overview,
            OnOverview = _overview is { } overview
                ? await _calls.AskAsync(
                    "Reading the overview issue's threads",
                    () => _client.DiscussionsAsync(overview.ProjectId, overview.Iid)
                )
                : [],
        };
    }

    /// <summary>Whose account <c>GL_TOKEN</c> acts as, as evidence names it.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<string> IdentityAsync()
    {
        var self = await _ownership.SelfAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{self.Username ?? self.Name} (account {self.Id})");
    }

    /// <inheritdoc cref="AccountHolders.FindAsync"/>
    /// <param name="holders">What was asked for already.</param>
    public async Task<IReadOnlyDictionary<string, long>?> HoldersAsync(AccountHolders holders, IEnumerable<string> addresses)
    {
        var found = await holders.FindAsync(
            addresses,
            address => _calls.AskAsync("Asking who shows an address", () => _client.AccountOfAsync(address))
        );
        if (found is null)
        {
            _log.Warning("GitLab does not tell who shows which address, so who holds accounts that are nobody's stays as it was known.");
        }

        return found;
    }

    /// <summary>Looks for the issue of a platform and period, and says how much room there is for its region.</summary>
    /// <param name="title">The title that the issue has or would have.</param>
    /// <param name="mayOpenByHand">The GitLab user names of those whose hand-opened issues are ours; null while nobody knows.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<AuditIssueSlot> FindAsync(
        string platform,
        FiscalPeriod period,
        string title,
        IReadOnlySet<string>? mayOpenByHand = null
    )
    {
        _log.Step($"GitLab: looking for the issue in {_project} …");
        var found = await _calls.AskAsync("Looking for the audit issue", Finder(platform, period, title, mayOpenByHand).FindAsync);
        var ours = found.Where(IsOurs).ToList();
        var kept = ours.Count == 0 ? 0 : IssueBody.Parse(MarkedIssue.Preferred(ours).Issue.Description ?? "").KeptLength;
        var left = Math.Max(0, IssueUpdate.LongestDescription - kept - IssueUpdate.Reserve);
        return new AuditIssueSlot(platform, period, left - (left / FingerprintShare), found, mayOpenByHand);
    }

    /// <summary>Opens the issue of a report, or brings it up to date.</summary>
    /// <param name="slot">What was found. It serves once: the next try begins with the slot that this one gives.</param>
    /// <param name="text">The text, with a region that the slot has room for.</param>
    /// <param name="opening">What may become of an issue that is not there yet.</param>
    /// <param name="wanted">What GitLab's own attributes are to be.</param>
    /// <param name="memory">What the next run is to be held against; null where this one could not be evaluated.</param>
    /// <returns>What became of the issue; or, where people have written so much meanwhile that the text does not fit, a slot with less
    /// room and nothing written.</returns>
    /// <exception cref="AuditException">GitLab refused, or could not be reached; or there is no room at all.</exception>
    public async Task<KeptIssue> KeepAsync(
        AuditIssueSlot slot,
        IssueText text,
        OpeningDecision opening,
        WantedAttributes wanted,
        AuditMemory? memory = null
    )
    {
        if (memory is not null)
        {
            memory = IssueMemory.WithWords(memory, text.Region);
            text = text with { Now = text.Now with { NotLookedFor = IssueMemory.NotLookedFor(memory) } };
        }

        if (slot.Found.Where(IsOurs).ToList() is { Count: > 0 } ours)
        {
            return await UpdateAsync(await _duplicates.ChooseAsync(ours), slot, text, wanted, memory);
        }

        if (slot.Found is [var unknown, ..])
        {
            _log.Warning(
                $"{unknown.Issue.WebUrl} was opened by hand, and while the team file can't be read nobody knows whether by somebody who "
                    + "may; nothing was opened or written."
            );
            return new KeptIssue(new AuditIssue(IssueChange.NotDue, null, IsClosed: false, []), slot);
        }

        if (!opening.IsAllowed)
        {
            return new KeptIssue(new AuditIssue(IssueChange.NotDue, null, IsClosed: false, []), slot);
        }

        var finder = Finder(slot.Platform, slot.Period, text.Title, slot.MayOpenByHand);
        if (opening.IsOverdue && !await HasEarlierAsync(finder, slot.Period))
        {
            opening = OpeningDecision.Allowed;
        }

        if (_preview)
        {
            var difference = IssueUpdate.Difference("", Fresh(IssueMarks.Issue(slot.Platform, slot.Period), text, opening));
            return Kept(new AuditIssue(IssueChange.WouldOpen, null, IsClosed: false, difference));
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        await OpenAsync(finder, slot, token, text, opening, wanted);

        // Whoever else was opening the issue at the same time has done so by now, or will see ours.
        var all = await _calls.AskAsync("Looking whether the audit issue was opened twice", finder.FindAmongAllAsync);
        var found = all.Where(IsOurs).ToList();
        var mine =
            found.Find(issue => issue.Owner == IssueOwner.Program && issue.Token == token)?.Issue
            ?? throw new AuditException(
                $"Opening the audit issue in {_project}: GitLab took it and doesn't list it. Check that GL_TOKEN may read confidential "
                    + "issues there (role Planner or Reporter).",
                FailureKind.ConfigurationOrInfrastructure
            );
        mine = await AssertOpenedAsAskedAsync(mine);
        if (await _duplicates.ChooseAsync(found) is var chosen && chosen.Token == token)
        {
            await KeepMemoryAsync(mine, memory);
            await _notes.KeepAppendixAsync(mine, slot, text);
            return Kept(new AuditIssue(IssueChange.Opened, mine.WebUrl, IsClosed: false, []));
        }

        return await UpdateAsync(chosen, slot, text, wanted, memory);

        KeptIssue Kept(AuditIssue issue) => new(issue with { IsOverdue = opening.IsOverdue }, slot);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Whether the platform was audited in an earlier period. What was never audited has missed nothing.</summary>
    private async Task<bool> HasEarlierAsync(IssueFinder finder, FiscalPeriod period)
    {
        var audits = await _calls.AskAsync("Looking for earlier audit issues", finder.OfPlatformAsync);
        return audits.Any(issue => IsOurs(issue) && issue.Period.Start < period.Start);
    }

    private async Task OpenAsync(
        IssueFinder finder,
        AuditIssueSlot slot,
        string token,
        IssueText text,
        OpeningDecision opening,
        WantedAttributes wanted
    )
    {
        _log.Step($"GitLab: opening the issue \"{text.Title}\" in {_project} …");
        var request = new CreateIssueRequest(text.Title)
        {
            Description = Fresh(IssueMarks.Issue(slot.Platform, slot.Period, token), text, opening),
            Labels = [.. _settings.Labels, .. opening.Labels, .. _attributes.LabelsOf(wanted)],
            Confidential = _settings.Confidential,
            DueDate = IssueAttributes.MissingDue(issue: null, wanted),
            Assignees = await _attributes.MissingAssigneesAsync(issue: null, wanted),
        };
        for (var attempt = 1; ; attempt++)
        {
            var (issue, lost) = await _calls.WriteAsync("Opening the audit issue", () => _gitLab.Issues.CreateAsync(_project, request));
            if (issue is not null)
            {
                await _confidentiality.EnsureOpenedAsync(issue);
                return;
            }

            var found = await _calls.AskAsync("Looking whether the audit issue was opened after all", finder.FindAmongAllAsync);
            if (found.Any(one => one.Owner == IssueOwner.Program && one.Token == token))
            {
                return;
            }

            if (attempt >= TrackerCalls.Attempts)
            {
                throw lost!;
            }
        }
    }

    private async Task<Issue> AssertOpenedAsAskedAsync(Issue issue)
    {
        issue = await _confidentiality.EnsureOpenedAsync(issue);
        var missing = _settings.Labels.Except(issue.Labels, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count > 0)
        {
            await _calls.AskAsync(
                "Labelling the audit issue",
                async () =>
                {
                    await _client.ChangeLabelsAsync(issue.ProjectId, issue.Iid, missing, []);
                    return true;
                }
            );
        }

        return issue;
    }

    /// <summary>
    /// Keeps a memory before the description that goes with it, so that every finding that the issue shows is known to the next run.
    /// </summary>
    private async Task KeepMemoryAsync(Issue issue, AuditMemory? memory)
    {
        if (memory is not null && !_preview && _memory.IsNews(issue, memory))
        {
            await _reader.EnsureNotMovedAsync(issue);
            await _memory.KeepAsync(issue, memory);
        }
    }

    private async Task<KeptIssue> UpdateAsync(
        MarkedIssue marked,
        AuditIssueSlot slot,
        IssueText text,
        WantedAttributes wanted,
        AuditMemory? memory
    )
    {
        await KeepMemoryAsync(marked.Issue, memory);
        if (!_preview && !marked.IsClosed)
        {
            await _attributes.KeepLabelsAsync(marked.Issue, wanted);
        }

        return await _update.UpdateAsync(marked, slot, text, wanted);
    }

    private Task<Issue?> OverviewOfAsync(FiscalPeriod period) =>
        _calls.AskAsync(
            "Looking for the overview issue",
            Finder(OverviewTemplate.Name, period, OverviewTemplate.TitleOf(period), mayOpenByHand: null).OpenedByProgramAsync
        );

    private static Uri? AddressOf(Issue? issue) =>
        Uri.TryCreate(issue?.WebUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url : null;

    private IssueFinder Finder(string platform, FiscalPeriod period, string title, IReadOnlySet<string>? mayOpenByHand) =>
        new(
            _gitLab,
            _ownership,
            _project,
            _settings.Labels.Count == 0 ? null : _settings.Labels[0],
            platform,
            period,
            title,
            mayOpenByHand
        );

    private static bool IsOurs(MarkedIssue issue) => issue.Owner != IssueOwner.Unknown;

    private static string Fresh(string mark, IssueText text, OpeningDecision opening) =>
        IssueBody.New(mark, text.Region, text.PeoplesPart, opening.Notice);
}
