using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Settings;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>
/// Keeps one issue for each platform and period in a GitLab project (docs/decisions/0006). GitLab has no way to write only if nothing
/// has changed, so an issue is read until two
/// readings agree, written at once, and its history is read afterwards; a person's change that fell into the instant between is told in
/// a note.
/// </summary>
internal sealed class IssueTracker : IDisposable
{
    /// <summary>
    /// GitLab's limit of a description in characters (DESCRIPTION_LENGTH_MAX), which it counts in code points; we count UTF-16 units,
    /// which are never fewer.
    /// </summary>
    private const int LongestDescription = 1_048_576;

    /// <summary>
    /// Of what there is room for, so many characters are left to what people write, and to rows of theirs that the next region must
    /// keep.
    /// </summary>
    private const int Reserve = 10_000;

    /// <summary>
    /// One part in so many of the region goes into fingerprints: five characters for each line, and a line has seldom less than a
    /// hundred.
    /// </summary>
    private const int FingerprintShare = 20;

    private const int Readings = 10;
    private readonly IGitLabClient _gitLab;
    private readonly TrackerClient _client;
    private readonly TrackerCalls _calls;
    private readonly IssueNotes _notes;
    private readonly IssueOwnership _ownership;
    private readonly IssueConfidentiality _confidentiality;
    private readonly IssueMemory _memory;
    private readonly string _project;
    private readonly TrackerSettings _settings;
    private readonly bool _preview;
    private readonly RunLog _log;

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
        _memory = new IssueMemory(client, _calls, _ownership, log);
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
            await EnsureNotMovedAsync(MarkedIssue.Preferred(ours).Issue);
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
    /// <param name="mayOpenByHand">The GitLab user names of those whose hand-opened issues are ours; null while nobody knows.</param>
    /// <exception cref="AuditException">
    /// GitLab refused, or could not be reached, so that the platform can't be evaluated; or a newer program has left it.
    /// </exception>
    public async Task<EarlierMemories> RecallAsync(string platform, FiscalPeriod period, string words, IReadOnlySet<string>? mayOpenByHand)
    {
        _log.Step($"GitLab: reading what earlier runs have left in {_project} …");
        EarlierMemories found;
        try
        {
            var issues = await _calls.AskAsync(
                "Looking for earlier audit issues",
                () => Finder(platform, period, words, mayOpenByHand).UpToPeriodAsync(words)
            );
            found = await _memory.RecallAsync(issues, platform, period);
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
        var left = Math.Max(0, LongestDescription - kept - Reserve);
        return new AuditIssueSlot(platform, period, left - (left / FingerprintShare), found, mayOpenByHand);
    }

    /// <summary>Opens the issue of a report, or brings it up to date.</summary>
    /// <param name="slot">What was found. It serves once: the next try begins with the slot that this one gives.</param>
    /// <param name="text">The text, with a region that the slot has room for.</param>
    /// <param name="opening">What may become of an issue that is not there yet.</param>
    /// <param name="memory">What the next run is to be held against; null where this one could not be evaluated.</param>
    /// <returns>What became of the issue; or, where people have written so much meanwhile that the text does not fit, a slot with less
    /// room and nothing written.</returns>
    /// <exception cref="AuditException">GitLab refused, or could not be reached; or there is no room at all.</exception>
    public async Task<KeptIssue> KeepAsync(AuditIssueSlot slot, IssueText text, OpeningDecision opening, AuditMemory? memory = null)
    {
        memory = memory is null ? null : IssueMemory.WithWords(memory, text.Region);
        if (slot.Found.Where(IsOurs).ToList() is { Count: > 0 } ours)
        {
            return await UpdateAsync(await ChooseAsync(ours), slot, text, memory);
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

        if (_preview)
        {
            var difference = Difference("", Fresh(IssueMarks.Issue(slot.Platform, slot.Period), text, opening));
            return new KeptIssue(new AuditIssue(IssueChange.WouldOpen, null, IsClosed: false, difference), slot);
        }

        var finder = Finder(slot.Platform, slot.Period, text.Title, slot.MayOpenByHand);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        await OpenAsync(finder, slot, token, text, opening);

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
        if (await ChooseAsync(found) is var chosen && chosen.Token == token)
        {
            await KeepMemoryAsync(mine, memory);
            await _notes.KeepAppendixAsync(mine, slot, text);
            return new KeptIssue(new AuditIssue(IssueChange.Opened, mine.WebUrl, IsClosed: false, []), slot);
        }

        return await UpdateAsync(chosen, slot, text, memory);
    }

    public void Dispose() => _client.Dispose();

    private async Task OpenAsync(IssueFinder finder, AuditIssueSlot slot, string token, IssueText text, OpeningDecision opening)
    {
        _log.Step($"GitLab: opening the issue \"{text.Title}\" in {_project} …");
        var request = new CreateIssueRequest(text.Title)
        {
            Description = Fresh(IssueMarks.Issue(slot.Platform, slot.Period, token), text, opening),
            Labels = [.. _settings.Labels, .. opening.Labels],
            Confidential = _settings.Confidential,
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
    /// The issue to keep, confidential where it is to be. Others that the program opened are closed as duplicates, and what people opened
    /// is left alone: nobody's work is closed.
    /// </summary>
    private async Task<MarkedIssue> ChooseAsync(IReadOnlyList<MarkedIssue> found)
    {
        if (found.FirstOrDefault(issue => issue.Version > IssueMarks.Version) is { } newer)
        {
            throw new AuditException(
                $"Keeping the audit issue in {_project}: {newer.Issue.WebUrl} was written by a newer version of this program. Update "
                    + "this one; nothing was written.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        var chosen = MarkedIssue.Preferred(found);
        foreach (var other in found.Where(issue => issue != chosen))
        {
            if (other.Owner == IssueOwner.Program)
            {
                var issue = await _confidentiality.EnsureAsync(other.Issue, _preview);
                if (!other.IsClosed && !_preview)
                {
                    await CloseAsDuplicateAsync(issue, chosen.Issue);
                }
            }
            else if (!other.IsClosed)
            {
                _log.Warning(
                    $"{other.Issue.WebUrl} was opened by hand for an audit that has {chosen.Issue.WebUrl} already, and is left alone. "
                        + "Move there what is to be kept, and close it."
                );
            }
        }

        if (_confidentiality.IsLacking(chosen.Issue))
        {
            await EnsureNotMovedAsync(chosen.Issue);
        }

        return chosen with
        {
            Issue = await _confidentiality.EnsureAsync(chosen.Issue, _preview),
        };
    }

    private async Task CloseAsDuplicateAsync(Issue issue, Issue kept)
    {
        if ((await ReadAsync(issue)).State == IssueState.Closed)
        {
            return;
        }

        _log.Step($"GitLab: closing {issue.WebUrl} as a duplicate of {kept.WebUrl} …");
        await _notes.SayOnceAsync(
            issue,
            "duplicate",
            kept.Iid.ToString(CultureInfo.InvariantCulture),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Two runs opened an issue for the same audit at the same time. It goes on in #{kept.Iid}; what was written here stays "
                    + $"here.\n\n/duplicate #{kept.Iid}"
            )
        );
        if ((await ReadAsync(issue)).State != IssueState.Closed)
        {
            await _calls.AskAsync(
                "Closing a second audit issue",
                () => _gitLab.Issues.UpdateAsync(issue.ProjectId, issue.Iid, new UpdateIssueRequest { State = UpdatedIssueState.Close })
            );
        }
    }

    /// <summary>
    /// Keeps a memory before the description that goes with it, so that every finding that the issue shows is known to the next run.
    /// </summary>
    private async Task KeepMemoryAsync(Issue issue, AuditMemory? memory)
    {
        if (memory is not null && !_preview && _memory.IsNews(issue, memory))
        {
            await EnsureNotMovedAsync(issue);
            await _memory.KeepAsync(issue, memory);
        }
    }

    private async Task<KeptIssue> UpdateAsync(MarkedIssue marked, AuditIssueSlot slot, IssueText text, AuditMemory? memory)
    {
        var issue = marked.Issue;
        await KeepMemoryAsync(issue, memory);
        var mark = IssueMarks.Issue(slot.Platform, slot.Period, marked.Token);
        var unsure = slot.Unsure;
        for (var attempt = 1; ; attempt++)
        {
            var plan = Plan(issue, mark, text);
            if (plan.IsTooLong)
            {
                return Shorter(plan);
            }

            if (plan.IsEmpty)
            {
                if (unsure is not null)
                {
                    await _notes.TellOverwrittenAsync(unsure, issue);
                    await _notes.KeepAppendixAsync(issue, slot, text);
                }

                return Kept(unsure is null ? IssueChange.None : IssueChange.Updated, issue, []);
            }

            await EnsureNotMovedAsync(issue);
            if (_preview)
            {
                return Kept(IssueChange.WouldUpdate, issue, Difference(issue.Description ?? "", plan.Description!));
            }

            _log.Step(
                marked.IsKept
                    ? $"GitLab: bringing {issue.WebUrl} up to date …"
                    : $"GitLab: taking over {issue.WebUrl}, which {LogEncoder.Encode(issue.Author?.Username)} opened by hand …"
            );
            if (plan.Reopens)
            {
                await _notes.SayOnceAsync(issue, "reopened", DigestOf(plan.Fresh), WhyReopened(plan.Fresh.Count));
            }

            (issue, plan) = await ReadUntilStableAsync(issue, mark, text, plan);
            if (_confidentiality.IsLacking(issue))
            {
                issue = await _confidentiality.EnsureAsync(issue, isPreview: false);
                continue;
            }

            if (plan.IsTooLong)
            {
                return Shorter(plan);
            }

            if (plan.IsEmpty)
            {
                continue;
            }

            var request = new UpdateIssueRequest
            {
                Description = plan.Description,
                State = plan.Reopens ? UpdatedIssueState.Reopen : null,
                Confidential = _settings.Confidential ? true : null,
            };
            var (after, lost) = await _calls.WriteAsync(
                "Updating the audit issue",
                () => _gitLab.Issues.UpdateAsync(issue.ProjectId, issue.Iid, request)
            );
            if (after is not null)
            {
                await _notes.TellOverwrittenAsync(issue, after);
                await _notes.KeepAppendixAsync(after, slot, text);
                return Kept(IssueChange.Updated, after, []);
            }

            if (attempt >= TrackerCalls.Attempts)
            {
                throw lost!;
            }

            unsure = issue;
            issue = await ReadAsync(issue);
        }

        KeptIssue Kept(IssueChange change, Issue kept, IReadOnlyList<string> difference) =>
            new(new AuditIssue(change, kept.WebUrl, kept.State == IssueState.Closed, difference), slot);

        KeptIssue Shorter(IssuePlan plan)
        {
            // A text that is longer than the room that was stated holds nothing more that could be left out.
            var room = text.Region.Length - (plan.Description!.Length - LongestDescription) - Reserve;
            return room > 0 && text.Region.Length <= slot.Room
                ? new KeptIssue(null, slot with { Room = room, Found = [marked with { Issue = issue }], Unsure = unsure })
                : throw new AuditException(
                    $"Updating the audit issue in {_project}: what people wrote in {issue.WebUrl} leaves no room for the findings, and "
                        + $"GitLab takes {LongestDescription} characters. Move some of it into notes.",
                    FailureKind.ConfigurationOrInfrastructure
                );
        }
    }

    /// <summary>
    /// GitLab closes an issue that is moved to another project, and says of the new one only a number that nobody but an administrator
    /// can look up (docs/decisions/0019).
    /// </summary>
    private async Task EnsureNotMovedAsync(Issue issue)
    {
        if (
            issue.State == IssueState.Closed
            && await _calls.AskAsync("Reading the closed audit issue", () => _client.IsMovedAsync(issue.ProjectId, issue.Iid))
        )
        {
            throw new AuditException(
                $"Keeping the audit issue in {_project}: {issue.WebUrl} was moved to another project. Write that project as "
                    + "tracker.project into the settings, where the issue is found by its mark, or move it back; nothing was written.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }

    /// <summary>
    /// Reads the issue until two readings in a row agree, so that the last one stands right before the write and nobody was typing just
    /// then.
    /// </summary>
    private async Task<(Issue Issue, IssuePlan Plan)> ReadUntilStableAsync(Issue issue, string mark, IssueText text, IssuePlan plan)
    {
        for (var reading = 1; ; reading++)
        {
            var fresh = await ReadAsync(issue);
            var isStable = fresh.UpdatedAt == issue.UpdatedAt && fresh.Description == issue.Description;
            issue = fresh;
            if (isStable)
            {
                return (issue, plan);
            }

            plan = Plan(issue, mark, text);
            if (plan.IsEmpty || plan.IsTooLong || reading == Readings)
            {
                return (issue, plan);
            }
        }
    }

    private Task<Issue> ReadAsync(Issue issue) =>
        _calls.AskAsync("Reading the audit issue", () => _gitLab.Issues.GetAsync(issue.ProjectId, issue.Iid));

    private static IssuePlan Plan(Issue issue, string mark, IssueText text)
    {
        var body = IssueBody.Parse(issue.Description ?? "");
        var description = text.Notice is null
            ? body.With(text.Region, text.Now, mark, LongestDescription)
            : body.WithNotice(text.Notice, mark);
        var fresh =
            issue.State == IssueState.Closed && text.Notice is null && description is not null
                ? IssueRegion
                    .Fresh(text.Region)
                    .Where(row => row.IsOpen)
                    .Select(row => row.Id!)
                    .Except(body.OpenIds)
                    .Order(StringComparer.Ordinal)
                    .ToList()
                : [];
        return new IssuePlan(description, fresh);
    }

    private static string WhyReopened(int fresh) =>
        $"This issue was closed, and since then {Sentence.Count(fresh, "finding")} {(fresh == 1 ? "has" : "have")} come up that it did "
        + "not show; it is open again. It is reopened once for each new finding: whoever closes it now closes it with "
        + $"{(fresh == 1 ? "that one" : "those")}.";

    private static string DigestOf(IEnumerable<string> keys) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', keys))).AsSpan(0, 8));

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

    private static List<string> Difference(string before, string after)
    {
        var (old, fresh) = (before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'));
        return
        [
            .. old.Except(fresh, StringComparer.Ordinal).Select(line => "- " + line),
            .. fresh.Except(old, StringComparer.Ordinal).Select(line => "+ " + line),
        ];
    }

    /// <summary>What one update would write.</summary>
    /// <param name="Description">The description, or null when it stays.</param>
    /// <param name="Fresh">The findings that a closed issue does not show yet.</param>
    private sealed record IssuePlan(string? Description, IReadOnlyList<string> Fresh)
    {
        public bool IsEmpty => Description is null;

        /// <summary>Whether GitLab would not take the description.</summary>
        public bool IsTooLong => Description?.Length > LongestDescription;

        public bool Reopens => Fresh.Count > 0;
    }
}
