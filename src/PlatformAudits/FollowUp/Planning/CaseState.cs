using System.Collections.Immutable;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>
/// All that the follow-up of one audit knows, which is what the period's issues say. What is to be done follows from it and from the time,
/// and from nothing else.
/// </summary>
internal sealed record CaseState
{
    /// <summary>The thread of the note that the follow-up begins with.</summary>
    public const string StartThread = "start";

    /// <summary>The thread of the review.</summary>
    public const string ReviewThread = "review";

    /// <summary>The thread of the note that the issue was closed without a review, or goes on in another.</summary>
    public const string ClosingThread = "closing";

    /// <summary>The audit's own issue.</summary>
    public required AuditIssueRef Issue { get; init; }

    /// <summary>Who is asked when.</summary>
    public required Policy Policy { get; init; }

    /// <summary>On which days, and how hours are counted.</summary>
    public required WorkCalendar Calendar { get; init; }

    /// <summary>The people.</summary>
    public required People People { get; init; }

    /// <summary>The findings.</summary>
    public required IReadOnlyList<TrackedFinding> Findings { get; init; }

    /// <summary>
    /// What was sent when: the steps of its findings on any issue, and the notes on its own. By the notes, and by the notification logs.
    /// </summary>
    public ImmutableDictionary<string, DateTimeOffset> Notified { get; init; } =
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>When somebody was last mentioned on any issue, by their digits.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Mentioned { get; init; } =
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>The threads on its own issue in which a run has begun a note and not finished it.</summary>
    public ImmutableHashSet<string> Begun { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What people wrote where the audit or one of its findings is talked about, oldest first.</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>The words that a review begins with, in lower case.</summary>
    public IReadOnlyList<string> ReviewWords { get; init; } = [];

    /// <summary>Whether the issue is closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the issue is so old that nothing is written on it before somebody asks for it.</summary>
    public bool IsOld { get; init; }

    /// <summary>The issue of a later period in which the platform was read since; null where there is none.</summary>
    public AuditIssueRef? SupersededBy { get; init; }

    /// <summary>Whether the follow-up has begun.</summary>
    public bool IsStarted => !Notified.IsEmpty || !Begun.IsEmpty;

    /// <summary>The thread in which a finding's owner, or who is asked in their place, answers.</summary>
    public string ThreadOf(TrackedFinding item) => People.ThreadOf(For(Role.Person, item).Contacts);

    /// <summary>Whom a role of a step means for a finding.</summary>
    public Addressed For(Role role, TrackedFinding item) =>
        item.Holder is { } holder ? People.For(role, holder, null)
        : item.AccountHolder is { } stranger && role == Role.Person && Policy.Asks == Role.Person ? new Addressed([stranger], null)
        : Policy.Asks == Role.Person ? People.For(role, item.Person, item.Manager)
        : People.For(role == Role.Person ? Policy.Asks : role, null, null);

    /// <summary>The last reply about a finding by whom it was asked of, other than a command or one without a reason; or null.</summary>
    public Reply? LastReplyAbout(TrackedFinding item)
    {
        var thread = ThreadOf(item);
        return Replies.LastOrDefault(reply =>
            reply.Thread == thread
            && (reply.By == thread || People.IsShared(thread))
            && reply.Command is null
            && !UnexplainedIntent.IsUnfounded(reply.Text)
        );
    }

    /// <summary>Whether somebody was mentioned in the 24 hours before a moment.</summary>
    public bool WasMentioned(Contact contact, DateTimeOffset now) =>
        Mentioned.TryGetValue(contact.Key, out var at) && now < at + Planner.BetweenMentions;
}
