using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using GitLabApiClient;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp.Writing;

/// <summary>
/// Writes the notes that are due on one issue, each once, whoever else is doing the same and whenever it is killed (docs/decisions/0015).
/// A note is reserved first, in a text that mentions nobody; of several reservations the oldest counts. What it will send goes into the
/// notification log of the first note, and then the reservation is changed into the note itself: GitLab notifies those whom a change
/// mentions for the first time, so two runs that change one note notify once.
/// </summary>
internal sealed class NoteWriter
{
    /// <summary>How many steps are taken at the most for one issue in one run.</summary>
    public const int MostSteps = 8;

    private const string NoSlack = "there is no Slack here (neither SLACK_BOT_TOKEN nor SLACK_WEBHOOK_URL is set)";

    private readonly TrackerClient _client;
    private readonly TrackerCalls _calls;
    private readonly NoteText _text;
    private readonly SlackClient? _slack;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;

    /// <summary>The notes that GitLab called changed since they were read, each as it was read.</summary>
    private readonly HashSet<(long Id, DateTime UpdatedAt)> _kept = [];

    private readonly Dictionary<string, Message> _told = new(StringComparer.Ordinal);
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

    /// <summary>The last failure of which nobody knew at first whether the note was written; null when there was none.</summary>
    public AuditException? Lost { get; private set; }

    /// <summary>
    /// Takes the next step towards the notes that are due: takes reservations back, begins notes, or finishes them. The case is to be read
    /// again before the next one.
    /// </summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<WritingStep> WriteAsync(AuditIssueRef audit, FollowUpCase at, IReadOnlySet<long> accounts)
    {
        var now = _clock.GetUtcNow();
        var plan = Planner.Plan(at.State, now).Select(WithoutSlack).ToList();
        var (reservations, superfluous) = Match(plan, at.Discussions);
        var stale = superfluous.Where(note => !IsKept(note)).ToList();
        if (stale.Count > 0)
        {
            // Another run may put what a reservation covers into its lists meanwhile; without the reservation it would pass for done.
            var list = new NotificationLog();
            list.Add(at.Discussions.Notified);
            list.Add(
                stale
                    .SelectMany(reservation => reservation.Mark.Covers)
                    .Except(at.Discussions.Notes.Except(stale).SelectMany(note => note.Mark.Covers)),
                now,
                [],
                NotificationStage.Withdrawn
            );
            await KeepListAsync(audit, at.Discussions, list, stale);
            await WithdrawAsync(audit, stale);
            return new WritingStep([], IsDone: false);
        }

        var missing = plan.Where(note => !reservations.ContainsKey(note)).ToList();
        foreach (var note in missing)
        {
            _log.Step($"GitLab: beginning a note in {audit.WebUrl} …");
            var mark = MarkOf(at, note, NoteStage.Reserved, now, note.To);
            var setting = new NoteSetting(now, IsOpening(at, note, null), new HashSet<string>()) { Accounts = accounts };
            await DiscussAsync(
                audit,
                at.Discussions.DiscussionOf(note.Thread),
                NoteHead.Write(TextOf(audit, at, note, setting), mark.Line)
            );
        }

        if (missing.Count > 0)
        {
            return new WritingStep([], IsDone: false);
        }

        // A note with a direct message that another run has begun is not ours to finish.
        var held = reservations.Where(pair => IsFenced(pair.Key, pair.Value) && IsKept(pair.Value)).Select(pair => pair.Key).ToList();
        held.ForEach(note => reservations.Remove(note));
        var unsure = at.Discussions.Unfinished.Where(note => note.Mark.Stage == NoteStage.Sending && note.Mark.Run != _run).ToList();
        if (reservations.Count == 0 && unsure.Count == 0)
        {
            await KeepListAsync(audit, at.Discussions, at.Discussions.Notified, []);
            return new WritingStep([], IsDone: true, Left(superfluous.Count + held.Count));
        }

        return new WritingStep(await FinishAsync(audit, at, reservations, unsure, now, accounts), IsDone: false);
    }

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
    private static (Dictionary<PlannedNote, WrittenNote> Reservations, IReadOnlyList<WrittenNote> Stale) Match(
        IReadOnlyList<PlannedNote> plan,
        IssueDiscussions correspondence
    )
    {
        var reservations = new Dictionary<PlannedNote, WrittenNote>(ReferenceEqualityComparer.Instance);
        var stale = new List<WrittenNote>();
        foreach (var reservation in correspondence.Unfinished.Where(note => note.Mark.Stage == NoteStage.Reserved))
        {
            var note = plan.FirstOrDefault(note =>
                note.Kind == reservation.Mark.Kind
                && note.Thread == reservation.Mark.Thread
                && (
                    note.Kind == NoteKind.Step
                        ? note.Handles.All(reservation.Mark.Covers.Contains)
                        : note.Handles.SequenceEqual(reservation.Mark.Covers)
                )
            );
            if (note is null || !reservations.TryAdd(note, reservation))
            {
                stale.Add(reservation);
            }
        }

        // Two runs may each have begun the follow-up.
        stale.AddRange(
            correspondence
                .Notes.Where(note => note.Mark is { Kind: NoteKind.Start, Stage: NoteStage.Sent })
                .Skip(1)
                .Where(note => note.IsOwn)
        );
        return (reservations, stale);
    }

    private PlannedNote WithoutSlack(PlannedNote note) =>
        _slack is not null || note.MessageTo.Count == 0
            ? note
            : note with
            {
                To = [.. note.To.Concat(note.MessageTo).DistinctBy(contact => contact.Key)],
            };

    private static bool IsOpening(FollowUpCase at, PlannedNote note, WrittenNote? reservation) =>
        !at.Discussions.Notes.Any(other =>
            other.Mark.Thread == note.Thread
            && other.Mark.Stage != NoteStage.Reserved
            && (reservation is null || other.Id < reservation.Id)
        );

    private static NoteMark MarkOf(
        FollowUpCase at,
        PlannedNote note,
        NoteStage stage,
        DateTimeOffset now,
        IEnumerable<Contact> to,
        string run
    )
    {
        var after = at.State.After(note, now);
        var keys = note.Handles.Select(covered => covered.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var next = after
            .Findings.Where(item => !item.IsEnded && keys.Contains(item.Key))
            .Select(item => (DateTimeOffset?)FindingProgress.Of(after, item, now).Due)
            .Min();
        return new NoteMark(
            note.Kind,
            note.Thread,
            stage,
            now,
            next == DateTimeOffset.MaxValue ? null : next,
            note.Handles,
            [.. to.Select(contact => contact.Key)],
            run
        );
    }

    private NoteMark MarkOf(FollowUpCase at, PlannedNote note, NoteStage stage, DateTimeOffset now, IEnumerable<Contact> to) =>
        MarkOf(at, note, stage, now, to, _run);

    private string TextOf(AuditIssueRef audit, FollowUpCase at, PlannedNote note, NoteSetting setting) =>
        _text.Render(audit, at.State, at.Discussions, at.Reading, note, setting);

    private async Task<List<PlannedNote>> FinishAsync(
        AuditIssueRef audit,
        FollowUpCase at,
        Dictionary<PlannedNote, WrittenNote> reservations,
        List<WrittenNote> unsure,
        DateTimeOffset now,
        IReadOnlySet<long> accounts
    )
    {
        var finished = new List<PlannedNote>();
        var batch = reservations.OrderBy(pair => pair.Key.Kind != NoteKind.Start).ThenBy(pair => pair.Value.Id).ToList();
        var list = new NotificationLog();
        list.Add(at.Discussions.Notified);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var mentions = batch.ToDictionary(
            pair => pair.Key,
            pair => pair.Key.To.Where(contact => !at.State.WasMentioned(contact, now) && taken.Add(contact.Key)).ToList(),
            (IEqualityComparer<PlannedNote>)ReferenceEqualityComparer.Instance
        );
        foreach (var (note, reservation) in batch)
        {
            list.Add(note.Handles, now, mentions[note].Select(contact => contact.Key), NotificationStage.Ahead);
            list.Add(reservation.Mark.Covers.Except(note.Handles), now, [], NotificationStage.Withdrawn);
        }

        if (!await FenceAsync(audit, at, batch.Where(pair => pair.Key.MessageTo.Count > 0), now, accounts))
        {
            return finished;
        }

        await KeepListAsync(audit, at.Discussions, list, []);
        foreach (var (note, reservation) in batch)
        {
            var to = mentions[note];
            var messages = await SendAsync(audit, at, note, [.. batch.Select(pair => pair.Key).Where(other => other.MessageTo.Count > 0)]);
            var instead = messages.Where(message => message.Fate == MessageFate.NotSent).Select(message => message.To).ToList();
            to = [.. to, .. instead.Where(contact => !at.State.WasMentioned(contact, now) && taken.Add(contact.Key))];
            var shown = note with { To = [.. note.To.Concat(instead).DistinctBy(contact => contact.Key)] };
            var setting = new NoteSetting(
                now,
                IsOpening(at, note, reservation),
                to.Select(contact => contact.Key).ToHashSet(StringComparer.Ordinal)
            )
            {
                Messages = messages,
                Accounts = accounts,
                Siblings = Siblings(at.State, shown, to, batch.Select(pair => pair.Key)),
            };
            var mark = MarkOf(at, note, NoteStage.Sent, _clock.GetUtcNow(), to);
            var settled = note.Kind == NoteKind.Start || !at.Discussions.Keepers.Skip(1).Any() ? list.Line() : null;
            if (await ChangeAsync(audit, reservation.Id, NoteHead.Write(TextOf(audit, at, shown, setting), mark.Line, settled)))
            {
                finished.Add(note);
            }
        }

        foreach (var note in unsure)
        {
            await TellUnsureAsync(audit, at, note, now, accounts);
        }

        return finished;
    }

    /// <summary>Whose other threads wait for the people that a note mentions.</summary>
    private static List<(string To, string Owners)> Siblings(
        CaseState file,
        PlannedNote note,
        IReadOnlyList<Contact> mentioned,
        IEnumerable<PlannedNote> batch
    ) =>
        [
            .. mentioned
                .Select(contact =>
                    (
                        contact,
                        Owners: batch
                            .Where(other =>
                                !ReferenceEquals(other, note)
                                && other.Thread != note.Thread
                                && other.Kind == NoteKind.Step
                                && other.To.Any(to => to.Key == contact.Key)
                            )
                            .Select(other => $"**{NoteText.OwnerOf(file, other)}**")
                            .ToList()
                    )
                )
                .Where(sibling => sibling.Owners.Count > 0)
                .Select(sibling => ($"**{MarkdownEncoder.Encode(sibling.contact.Name)}**", Sentence.List(sibling.Owners))),
        ];

    /// <summary>
    /// Makes sure that nobody else sends the messages of these notes: a reservation of another run is taken back, so that the next round
    /// reserves anew, and one's own is marked. Whoever finds their reservation gone sends nothing.
    /// </summary>
    /// <returns>Whether all of them are ours to send.</returns>
    private async Task<bool> FenceAsync(
        AuditIssueRef audit,
        FollowUpCase at,
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
        foreach (var (_, reservation) in list.Where(pair => IsFenced(pair.Key, pair.Value)))
        {
            await DeleteAsync(audit, reservation);
            ours = false;
        }

        foreach (var (note, reservation) in ours ? list : [])
        {
            var setting = new NoteSetting(now, IsOpening(at, note, reservation), new HashSet<string>()) { Accounts = accounts };
            ours &= await ChangeAsync(
                audit,
                reservation.Id,
                NoteHead.Write(TextOf(audit, at, note, setting), MarkOf(at, note, NoteStage.Sending, now, []).Line)
            );
        }

        return ours;
    }

    /// <summary>Sends the direct messages of a note: one a person for all notes of the run.</summary>
    private async Task<IReadOnlyList<Message>> SendAsync(AuditIssueRef audit, FollowUpCase at, PlannedNote note, List<PlannedNote> waiting)
    {
        var messages = new List<Message>();
        foreach (var contact in note.MessageTo)
        {
            if (_slack is null)
            {
                messages.Add(new Message(contact, MessageFate.NotSent, NoSlack));
                continue;
            }

            if (!_told.TryGetValue(contact.Key, out var message))
            {
                _log.Step("Slack: sending a direct message …");
                var threads = waiting.Where(other => other.MessageTo.Any(to => to.Key == contact.Key)).ToList();
                message = _told[contact.Key] = await _slack.SendAsync(contact, _text.RenderMessage(audit, at.State, threads));
            }

            messages.Add(message);
        }

        return messages;
    }

    /// <summary>Says of a note whose run died while it sent a message that nobody knows whether it arrived.</summary>
    private async Task TellUnsureAsync(
        AuditIssueRef audit,
        FollowUpCase at,
        WrittenNote written,
        DateTimeOffset now,
        IReadOnlySet<long> accounts
    )
    {
        var note = new PlannedNote(written.Mark.Kind, written.Mark.Thread, written.Mark.Covers, []);
        var messages = at.State.People.SupportOpsManagers.Select(contact => new Message(contact, MessageFate.Unknown)).ToList();
        var setting = new NoteSetting(now, IsOpening: false, new HashSet<string>()) { Accounts = accounts, Messages = messages };
        await ChangeAsync(
            audit,
            written.Id,
            NoteHead.Write(TextOf(audit, at, note, setting), (written.Mark with { Stage = NoteStage.Sent }).Line)
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

    private async Task WithdrawAsync(AuditIssueRef audit, IReadOnlyList<WrittenNote> notes)
    {
        foreach (var note in notes)
        {
            _log.Step($"GitLab: taking back a note in {audit.WebUrl} that is no longer due …");
            await DeleteAsync(audit, note);
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
