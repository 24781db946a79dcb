using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using GitLabApiClient;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Foundation;
using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp.Writing;

/// <summary>
/// Writes the notes that are due on a period's issues, each once, whoever else is doing the same and whenever it is killed
/// (docs/decisions/0015). A note is reserved first, in a text that mentions nobody; of several reservations the oldest counts. What it
/// will send goes into the notification log of the first note, and then the reservation is changed into the note itself: GitLab notifies
/// those whom a change mentions for the first time, so two runs that change one note notify once.
/// </summary>
internal sealed class NoteWriter
{
    /// <summary>How many steps are taken at the most for one period in one run.</summary>
    public const int MostSteps = 8;

    private const int KeeperCount = IssueDiscussions.KeeperCount;

    private const string NoSlack = "there is no Slack here (neither SLACK_BOT_TOKEN nor SLACK_WEBHOOK_URL is set)";

    private readonly TrackerClient _client;
    private readonly TrackerCalls _calls;
    private readonly NoteText _text;
    private readonly SlackClient? _slack;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;

    /// <summary>The notes that GitLab called changed since they were read, each as it was read.</summary>
    private readonly HashSet<(long Id, DateTime UpdatedAt)> _kept = [];

    private readonly Dictionary<(int Issue, string Person), Message> _told = [];
    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public NoteWriter(TrackerClient client, TrackerCalls calls, NoteText text, SlackClient? slack, TimeProvider clock, RunLog log)
    {
        _client = client;
        _calls = calls;
        _text = text;
        _slack = slack;
        _clock = clock;
        _log = log;
    }

    /// <summary>
    /// Whether GitLab sends an e-mail to those whom an edit mentions for the first time. An older one makes a to-do item only, so a new
    /// note mentions them again.
    /// </summary>
    public bool MailsAddedMentions { get; init; }

    /// <summary>The last failure of which nobody knew at first whether the note was written; null when there was none.</summary>
    public AuditException? Lost { get; private set; }

    /// <summary>
    /// Takes the next step towards the notes that are due: takes reservations back, begins notes, or finishes them. The case is to be read
    /// again before the next one.
    /// </summary>
    /// <param name="room">How many more notes that tell of findings may be begun.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<WritingStep> WriteAsync(PeriodCase at, int room, IReadOnlySet<long> accounts)
    {
        var now = _clock.GetUtcNow();
        var plan = Planner.Plan(at.State, now).Select(WithoutSlack).ToList();
        var (reservations, superfluous) = Match(plan, at);
        var stale = superfluous.Where(found => !IsKept(found.Note)).ToList();
        if (stale.Count > 0)
        {
            foreach (var place in stale.GroupBy(found => found.Place))
            {
                await WithdrawAsync(place.Key, at.Discussions[place.Key.Iid], [.. place.Select(found => found.Note)], now);
            }

            return new WritingStep([], IsDone: false);
        }

        var begun = reservations.Keys.Count(note => note.Kind == NoteKind.Step);
        var missing = Planner.Limited([.. plan.Where(note => !reservations.ContainsKey(note))], Math.Max(0, room - begun));
        foreach (var note in missing)
        {
            _log.Step($"GitLab: beginning a note in {note.Issue.WebUrl} …");
            var mark = MarkOf(at, note, NoteStage.Reserved, now, note.To);
            var setting = new NoteSetting(now, IsOpening(at, note, null), new HashSet<string>()) { Accounts = accounts };
            await DiscussAsync(
                note.Issue,
                at.Discussions[note.Issue.Iid].DiscussionOf(note.Thread),
                NoteHead.Write(_text.Render(at, note, setting), mark.Line)
            );
        }

        if (missing.Count > 0)
        {
            return new WritingStep([], IsDone: false);
        }

        // A note with a direct message that another run has begun is not ours to finish.
        var held = reservations.Where(pair => IsFenced(pair.Key, pair.Value) && IsKept(pair.Value)).Select(pair => pair.Key).ToList();
        held.ForEach(note => reservations.Remove(note));
        var unsure = Places(at)
            .SelectMany(place =>
                at.Discussions[place.Iid]
                    .Unfinished.Where(note => note.Mark.Stage == NoteStage.Sending && note.Mark.Run != _run)
                    .Select(note => (place, note))
            )
            .ToList();
        if (reservations.Count == 0 && unsure.Count == 0)
        {
            foreach (var place in Places(at))
            {
                await KeepListAsync(place, at.Discussions[place.Iid], at.Discussions[place.Iid].Notified, []);
            }

            return new WritingStep([], IsDone: true, Left(superfluous.Count + held.Count))
            {
                Remaining = plan.Count(note => note.Kind == NoteKind.Step),
            };
        }

        return new WritingStep(await FinishAsync(at, reservations, unsure, now, accounts), IsDone: false);
    }

    /// <summary>The issues that may be written on.</summary>
    private static IEnumerable<AuditIssueRef> Places(PeriodCase at) =>
        at.State.Cases.Select(file => file.Issue).Append(at.State.Home).Concat(at.State.Threads.Values).DistinctBy(place => place.Iid);

    private static string? Left(int notes) =>
        notes == 0
            ? null
            : $"GitLab would not delete {Sentence.Count(notes, "note")} that an earlier run has begun (412: changed since it was read)";

    private bool IsKept(WrittenNote note) => _kept.Contains((note.Id, note.UpdatedAt));

    private bool IsFenced(PlannedNote note, WrittenNote reservation) =>
        _slack is not null && note.MessageTo.Count > 0 && reservation.Mark.Run != _run;

    /// <summary>
    /// Finds the reservation of each note, which has all that the note covers: of several the oldest, by any run. All other reservations
    /// are stale.
    /// </summary>
    private static (Dictionary<PlannedNote, WrittenNote> Reservations, IReadOnlyList<(AuditIssueRef Place, WrittenNote Note)> Stale) Match(
        IReadOnlyList<PlannedNote> plan,
        PeriodCase at
    )
    {
        var reservations = new Dictionary<PlannedNote, WrittenNote>(ReferenceEqualityComparer.Instance);
        var stale = new List<(AuditIssueRef, WrittenNote)>();
        foreach (var place in Places(at))
        {
            var discussions = at.Discussions[place.Iid];
            foreach (var reservation in discussions.Unfinished.Where(note => note.Mark.Stage == NoteStage.Reserved))
            {
                var note = plan.FirstOrDefault(note =>
                    note.Issue.Iid == place.Iid
                    && note.Kind == reservation.Mark.Kind
                    && note.Thread == reservation.Mark.Thread
                    && (
                        note.Kind == NoteKind.Step
                            ? note.Handles.All(reservation.Mark.Covers.Contains)
                            : note.Handles.SequenceEqual(reservation.Mark.Covers)
                    )
                );
                if (note is null || !reservations.TryAdd(note, reservation))
                {
                    stale.Add((place, reservation));
                }
            }

            // Two runs may each have begun the follow-up.
            stale.AddRange(
                discussions
                    .Notes.Where(note => note.Mark is { Kind: NoteKind.Start, Stage: NoteStage.Sent })
                    .Skip(1)
                    .Where(note => note.IsOwn)
                    .Select(note => (place, note))
            );
        }

        return (reservations, stale);
    }

    private PlannedNote WithoutSlack(PlannedNote note) =>
        _slack is not null || note.MessageTo.Count == 0
            ? note
            : note with
            {
                To = [.. note.To.Concat(note.MessageTo).DistinctBy(contact => contact.Key)],
            };

    private static bool IsOpening(PeriodCase at, PlannedNote note, WrittenNote? reservation) =>
        !at.Discussions[note.Issue.Iid]
            .Notes.Any(other =>
                other.Mark.Thread == note.Thread
                && other.Mark.Stage != NoteStage.Reserved
                && (reservation is null || other.Id < reservation.Id)
            );

    private NoteMark MarkOf(PeriodCase at, PlannedNote note, NoteStage stage, DateTimeOffset now, IEnumerable<Contact> to)
    {
        var after = at.State.After(note, now);
        var next = note
            .Handles.Select(handle => after.Find(note.Issue, handle))
            .OfType<(CaseState File, TrackedFinding Item, string Step)>()
            .Where(covered => !covered.Item.IsEnded)
            .Select(covered => (DateTimeOffset?)FindingProgress.Of(covered.File, covered.Item, now).Due)
            .Min();
        return new NoteMark(
            note.Kind,
            note.Thread,
            stage,
            now,
            next == DateTimeOffset.MaxValue ? null : next,
            note.Handles,
            [.. to.Select(contact => contact.Key)],
            _run
        );
    }

    private async Task<List<PlannedNote>> FinishAsync(
        PeriodCase at,
        Dictionary<PlannedNote, WrittenNote> reservations,
        List<(AuditIssueRef Place, WrittenNote Note)> unsure,
        DateTimeOffset now,
        IReadOnlySet<long> accounts
    )
    {
        var finished = new List<PlannedNote>();
        var batch = reservations.OrderBy(pair => pair.Key.Kind != NoteKind.Start).ThenBy(pair => pair.Value.Id).ToList();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var mentions = batch.ToDictionary(
            pair => pair.Key,
            pair => pair.Key.To.Where(contact => !at.State.WasMentioned(contact, now) && taken.Add(contact.Key)).ToList(),
            (IEqualityComparer<PlannedNote>)ReferenceEqualityComparer.Instance
        );
        var lists = new Dictionary<int, NotificationLog>();
        foreach (var place in batch.GroupBy(pair => pair.Key.Issue.Iid))
        {
            var list = lists[place.Key] = new NotificationLog();
            list.Add(at.Discussions[place.Key].Notified);
            foreach (var (note, reservation) in place)
            {
                list.Add(note.Handles, now, mentions[note].Select(contact => contact.Key), NotificationStage.Ahead);
                list.Add(reservation.Mark.Covers.Except(note.Handles), now, [], NotificationStage.Withdrawn);
            }
        }

        if (!await FenceAsync(at, batch.Where(pair => pair.Key.MessageTo.Count > 0), now, accounts))
        {
            return finished;
        }

        foreach (var place in batch.Select(pair => pair.Key.Issue).DistinctBy(place => place.Iid))
        {
            await KeepListAsync(place, at.Discussions[place.Iid], lists[place.Iid], []);
        }

        var keepers = lists.Keys.ToDictionary(place => place, place => at.Discussions[place].Keepers.Count());
        foreach (var (note, reservation) in batch)
        {
            var messages = await SendAsync(at, note);
            var instead = messages.Where(message => message.Fate == MessageFate.NotSent).Select(message => message.To).ToList();
            IReadOnlyList<Contact> to =
            [
                .. mentions[note],
                .. instead.Where(contact => !at.State.WasMentioned(contact, now) && taken.Add(contact.Key)),
            ];
            var shown = note with { To = [.. note.To.Concat(instead).DistinctBy(contact => contact.Key)] };
            var setting = new NoteSetting(
                now,
                IsOpening(at, note, reservation),
                to.Select(contact => contact.Key).ToHashSet(StringComparer.Ordinal)
            )
            {
                Messages = messages,
                Accounts = accounts,
            };
            var mark = MarkOf(at, note, NoteStage.Sent, _clock.GetUtcNow(), to);
            var settled = note.Kind == NoteKind.Start || keepers[note.Issue.Iid] < KeeperCount ? lists[note.Issue.Iid].Line() : null;
            if (await ChangeAsync(note.Issue, reservation.Id, NoteHead.Write(_text.Render(at, shown, setting), mark.Line, settled)))
            {
                keepers[note.Issue.Iid]++;
                finished.Add(note);
                await MentionAsync(at, note, to);
            }
        }

        foreach (var (place, note) in unsure)
        {
            await TellUnsureAsync(at, place, note, now, accounts);
        }

        return finished;
    }

    /// <summary>Mentions people in a new note below one that an edit has made, where GitLab sends no e-mail for that.</summary>
    private async Task MentionAsync(PeriodCase at, PlannedNote note, IReadOnlyList<Contact> to)
    {
        if (!MailsAddedMentions && to.Count > 0)
        {
            await DiscussAsync(
                note.Issue,
                at.Discussions[note.Issue.Iid].DiscussionOf(note.Thread),
                _text.RenderMention(note, to, _clock.GetUtcNow())
            );
        }
    }

    /// <summary>
    /// Makes sure that nobody else sends the messages of these notes: a reservation of another run is taken back, so that the next round
    /// reserves anew, and one's own is marked. Whoever finds their reservation gone sends nothing.
    /// </summary>
    /// <returns>Whether all of them are ours to send.</returns>
    private async Task<bool> FenceAsync(
        PeriodCase at,
        IEnumerable<KeyValuePair<PlannedNote, WrittenNote>> notes,
        DateTimeOffset now,
        IReadOnlySet<long> accounts
    )
    {
        if (_slack is null)
        {
            return true;
        }

        var ours = true;
        var list = notes.ToList();
        foreach (var (note, reservation) in list.Where(pair => IsFenced(pair.Key, pair.Value)))
        {
            await DeleteAsync(note.Issue, reservation);
            ours = false;
        }

        foreach (var (note, reservation) in ours ? list : [])
        {
            var setting = new NoteSetting(now, IsOpening(at, note, reservation), new HashSet<string>()) { Accounts = accounts };
            ours &= await ChangeAsync(
                note.Issue,
                reservation.Id,
                NoteHead.Write(_text.Render(at, note, setting), MarkOf(at, note, NoteStage.Sending, now, []).Line)
            );
        }

        return ours;
    }

    /// <summary>Sends the direct messages of a note.</summary>
    private async Task<IReadOnlyList<Message>> SendAsync(PeriodCase at, PlannedNote note)
    {
        var messages = new List<Message>();
        foreach (var contact in note.MessageTo)
        {
            if (_slack is null)
            {
                messages.Add(new Message(contact, MessageFate.NotSent, NoSlack));
                continue;
            }

            if (!_told.TryGetValue((note.Issue.Iid, contact.Key), out var message))
            {
                _log.Step("Slack: sending a direct message …");
                message = _told[(note.Issue.Iid, contact.Key)] = await _slack.SendAsync(contact, _text.RenderMessage(at, note));
            }

            messages.Add(message);
        }

        return messages;
    }

    /// <summary>Says of a note whose run died while it sent a message that nobody knows whether it arrived.</summary>
    private async Task TellUnsureAsync(
        PeriodCase at,
        AuditIssueRef place,
        WrittenNote written,
        DateTimeOffset now,
        IReadOnlySet<long> accounts
    )
    {
        var note = new PlannedNote(written.Mark.Kind, place, written.Mark.Thread, written.Mark.Covers, []);
        var messages = at.State.People.SupportOpsManagers.Select(contact => new Message(contact, MessageFate.Unknown)).ToList();
        var setting = new NoteSetting(now, IsOpening: false, new HashSet<string>()) { Accounts = accounts, Messages = messages };
        await ChangeAsync(
            place,
            written.Id,
            NoteHead.Write(_text.Render(at, note, setting), (written.Mark with { Stage = NoteStage.Sent }).Line)
        );
    }

    /// <summary>Brings the lists up to date.</summary>
    /// <param name="except">Notes that are about to be deleted, and are not to change before.</param>
    private async Task KeepListAsync(
        AuditIssueRef audit,
        IssueDiscussions correspondence,
        NotificationLog list,
        IReadOnlyCollection<WrittenNote> except
    )
    {
        var line = list.Line();
        foreach (
            var keeper in correspondence
                .Keepers.Union(
                    correspondence.Notes.Where(note =>
                        note.IsOwn && note.Mark.Stage == NoteStage.Sent && NotificationLog.LineIn(NoteHead.Of(note.Body)) is not null
                    )
                )
                .Except(except)
        )
        {
            var head = NoteHead.Of(keeper.Body);
            if (NotificationLog.LineIn(head) != line)
            {
                await ChangeAsync(audit, keeper.Id, NoteHead.Write(head.Text, keeper.Mark.Line, line));
            }
        }
    }

    private async Task WithdrawAsync(
        AuditIssueRef place,
        IssueDiscussions discussions,
        IReadOnlyList<WrittenNote> notes,
        DateTimeOffset now
    )
    {
        // Another run may put what a reservation covers into its lists meanwhile; without the reservation it would pass for done.
        var list = new NotificationLog();
        list.Add(discussions.Notified);
        list.Add(
            notes
                .SelectMany(reservation => reservation.Mark.Covers)
                .Except(discussions.Notes.Except(notes).SelectMany(note => note.Mark.Covers)),
            now,
            [],
            NotificationStage.Withdrawn
        );
        await KeepListAsync(place, discussions, list, notes);
        foreach (var note in notes)
        {
            _log.Step($"GitLab: taking back a note in {place.WebUrl} that is no longer due …");
            await DeleteAsync(place, note);
        }
    }

    /// <summary>Begins a note. When the reply is lost, or the thread is gone, the next round tells.</summary>
    private async Task DiscussAsync(AuditIssueRef audit, string? discussion, string body)
    {
        var (_, lost) = await _calls.WriteAsync(
            "Writing a note on the audit issue",
            async () =>
            {
                try
                {
                    await _client.DiscussAsync(audit.ProjectId, audit.Iid, discussion, body);
                }
                catch (GitLabException gone) when (gone.HttpStatusCode == HttpStatusCode.NotFound && discussion is not null)
                {
                    _log.Step($"GitLab: the thread was deleted meanwhile in {audit.WebUrl}.");
                }

                return body;
            }
        );
        Lost = lost ?? Lost;
    }

    /// <summary>Changes a note; false when somebody has deleted it.</summary>
    private async Task<bool> ChangeAsync(AuditIssueRef audit, long note, string body) =>
        await _calls.AskAsync(
            "Writing a note on the audit issue",
            async () =>
            {
                try
                {
                    await _client.ChangeNoteAsync(audit.ProjectId, audit.Iid, note, body);
                    return true;
                }
                catch (GitLabException gone) when (gone.HttpStatusCode == HttpStatusCode.NotFound)
                {
                    return false;
                }
            }
        );

    /// <summary>Deletes a note, unless it was changed or deleted meanwhile.</summary>
    private async Task DeleteAsync(AuditIssueRef audit, WrittenNote note) =>
        await _calls.AskAsync(
            "Taking a note back from the audit issue",
            async () =>
            {
                try
                {
                    await _client.DeleteNoteAsync(audit.ProjectId, audit.Iid, note.Id, note.UpdatedAt);
                }
                catch (GitLabException gone) when (gone.HttpStatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
                {
                    if (gone.HttpStatusCode == HttpStatusCode.PreconditionFailed)
                    {
                        _kept.Add((note.Id, note.UpdatedAt));
                    }

                    _log.Step(string.Create(CultureInfo.InvariantCulture, $"GitLab: note {note.Id} was changed or deleted meanwhile."));
                }

                return true;
            }
        );
}
