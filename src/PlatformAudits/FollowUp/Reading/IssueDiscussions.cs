using System.Text.RegularExpressions;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>
/// What stands on an issue besides its description: the notes of the follow-up, what people wrote, and what GitLab noted down.
/// </summary>
internal sealed partial class IssueDiscussions
{
    /// <summary>How many notes of an issue keep the notification log, so that any but one may be deleted.</summary>
    public const int KeeperCount = 2;

    /// <summary>A request waits 15 minutes at the most until GitLab takes it, and another for the answer.</summary>
    private static readonly TimeSpan LongestWriting = TimeSpan.FromMinutes(16);

    private readonly IReadOnlyList<TrackerNote> _history;

    private IssueDiscussions(
        IReadOnlyList<WrittenNote> notes,
        IReadOnlyList<Reply> answers,
        IReadOnlyList<TrackerNote> history,
        bool hasForeignMarks,
        DateTimeOffset read
    )
    {
        Notes = notes;
        Answers = answers;
        _history = history;
        HasForeignMarks = hasForeignMarks;
        Notified = SettledBy(notes, read);
    }

    /// <summary>The notes of the follow-up, oldest first.</summary>
    public IReadOnlyList<WrittenNote> Notes { get; }

    /// <summary>What people wrote, oldest first.</summary>
    public IReadOnlyList<Reply> Answers { get; }

    /// <summary>
    /// Whether a note of another access token's account begins with a mark of the follow-up, or one of the Ghost User, who stands in the
    /// place of accounts that were deleted, as those of access tokens are when they end. Of a person's it means nothing.
    /// </summary>
    public bool HasForeignMarks { get; }

    /// <summary>The note that the follow-up begins with: the oldest that is written; null when there is none.</summary>
    public WrittenNote? Start => Notes.FirstOrDefault(note => note.Mark is { Kind: NoteKind.Start, Stage: NoteStage.Sent });

    /// <summary>
    /// The notes that keep the notification log: two of the token's own account, the first one among them, so that either may be deleted.
    /// </summary>
    public IEnumerable<WrittenNote> Keepers =>
        Notes
            .Where(note => note.IsOwn && note.Mark.Stage == NoteStage.Sent)
            .OrderBy(note => note != Start)
            .ThenBy(note => note.Id)
            .Take(KeeperCount);

    /// <summary>All that was sent, by the log and by the notes, and what was taken back.</summary>
    public NotificationLog Notified { get; }

    /// <summary>The notes of the token's own account that were begun and not finished, oldest first.</summary>
    public IEnumerable<WrittenNote> Unfinished => Notes.Where(note => note.IsOwn && note.Mark.Stage != NoteStage.Sent);

    /// <summary>Reads the discussions of an issue.</summary>
    /// <param name="accounts">The ids of the accounts whose marks count.</param>
    /// <param name="self">The id of the token's own account.</param>
    /// <param name="issue">The number of the issue.</param>
    /// <param name="read">When they were read; nothing was written later.</param>
    public static IssueDiscussions Of(
        IReadOnlyList<TrackerDiscussion> discussions,
        IReadOnlySet<long> accounts,
        long self,
        People people,
        int issue,
        DateTimeOffset read
    )
    {
        var (notes, answers, history, foreign) = (new List<WrittenNote>(), new List<Reply>(), new List<TrackerNote>(), false);
        foreach (var discussion in discussions)
        {
            var thread = discussion
                .Notes.Where(note => !note.IsOfGitLab && accounts.Contains(note.Author.Id))
                .Select(note => NoteMark.In(note.Body)?.Thread)
                .FirstOrDefault(name => name is not null);
            foreach (var note in discussion.Notes.OrderBy(note => note.Id))
            {
                if (note.IsOfGitLab)
                {
                    history.Add(note);
                }
                else if (!accounts.Contains(note.Author.Id))
                {
                    foreign |= IsOfProgram(note.Author.Username ?? "") && NoteMark.In(note.Body) is not null;
                    answers.Add(
                        new Reply(
                            issue,
                            note.Id,
                            thread,
                            people.KeyOf(note.Author.Username),
                            MarkdownEncoder.Encode(note.Author.Name),
                            Utc(note.CreatedAt),
                            note.Body
                        )
                    );
                }
                else if (NoteMark.In(note.Body) is { } mark)
                {
                    notes.Add(new WrittenNote(note.Id, discussion.Id, mark, note.Body, note.UpdatedAt, note.Author.Id == self));
                }
            }
        }

        return new IssueDiscussions(
            [.. notes.OrderBy(note => note.Id)],
            [.. answers.OrderBy(answer => answer.Note)],
            [.. history.OrderBy(note => note.Id)],
            foreign,
            read
        );
    }

    /// <summary>The discussion of a thread; null when there is none, or nothing of ours is left of it.</summary>
    public string? DiscussionOf(string thread) => Notes.FirstOrDefault(note => note.Mark.Thread == thread)?.Discussion;

    /// <summary>Who ticked a finding last, and when, as GitLab noted it down; null when it did not.</summary>
    /// <param name="id">The finding's id.</param>
    public (string Name, DateTimeOffset At)? TickedBy(string id)
    {
        // GitLab puts backslashes before some signs of the item's text in these notes (recorded on gitlab.com, October 2026).
        return
            _history.LastOrDefault(note =>
                note.Body.StartsWith("marked the checklist item", StringComparison.Ordinal)
                && note.Body.EndsWith("as completed", StringComparison.Ordinal)
                && note.Body.Replace("\\", "", StringComparison.Ordinal).Contains($"`{id}`", StringComparison.Ordinal)
            )
                is { } tick
            ? (MarkdownEncoder.Encode(tick.Author.Name), Utc(tick.CreatedAt))
            : null;
    }

    /// <summary>Everybody but the program who changed the description, in the order of their last change.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset At)> ChangedBy(IReadOnlySet<long> accounts) =>
        [
            .. _history
                .Where(note =>
                    note.Body.StartsWith("changed the description", StringComparison.Ordinal) && !accounts.Contains(note.Author.Id)
                )
                .GroupBy(note => note.Author.Id)
                .Select(notes => (MarkdownEncoder.Encode(notes.Last().Author.Name), Utc(notes.Last().CreatedAt)))
                .OrderBy(change => change.Item2),
        ];

    /// <summary>
    /// All that was sent, and when at the latest: the time in a mark is from before the request that mentioned somebody, and that in an
    /// entry that is ahead from before several. Where no list has been brought up to date since, GitLab's time of the note counts, and of
    /// a note that is gone the end of the time in which it may have been written.
    /// </summary>
    private static NotificationLog SettledBy(IReadOnlyList<WrittenNote> notes, DateTimeOffset read)
    {
        var (settled, kept) = (new NotificationLog(), new NotificationLog());
        foreach (var note in notes)
        {
            kept.Add(NotificationLog.In(note.Body));
        }

        // What a reservation covers may stand ahead in the list, and is open all the same.
        var covers = notes.SelectMany(note => note.Mark.Covers).ToHashSet(StringComparer.Ordinal);
        foreach (var (covered, at, to, stage) in kept.Entries)
        {
            if (stage != NotificationStage.Ahead)
            {
                settled.Add([covered], at, to, stage);
            }
            else if (!covers.Contains(covered))
            {
                settled.Add([covered], Latest(at, read), to, NotificationStage.Written);
            }
        }

        var certain = kept
            .Entries.Where(entry => entry.Stage == NotificationStage.Written)
            .Select(entry => entry.Covered)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var note in notes.Where(note => note.Mark.Stage != NoteStage.Reserved))
        {
            var at = note.Mark.Covers.All(certain.Contains)
                ? note.Mark.At
                : Latest(note.Mark.At, Utc(note.UpdatedAt) < read ? Utc(note.UpdatedAt) : read);
            settled.Add(note.Mark.Covers, at, note.Mark.Stage == NoteStage.Sent ? note.Mark.To : [], NotificationStage.Written);
        }

        return settled;

        static DateTimeOffset Latest(DateTimeOffset from, DateTimeOffset until) =>
            until < from ? from
            : until < from + LongestWriting ? until
            : from + LongestWriting;
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static bool IsOfProgram(string username) => username == IssueOwnership.Ghost || BotName().IsMatch(username);

    /// <summary>
    /// The accounts of project and group access tokens (docs.gitlab.com/user/project/settings/project_access_tokens, "Bot users for
    /// projects").
    /// </summary>
    [GeneratedRegex("^(project|group)_[0-9]+_bot")]
    private static partial Regex BotName();
}
