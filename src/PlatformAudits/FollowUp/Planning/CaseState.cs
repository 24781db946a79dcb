using System.Collections.Immutable;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>
/// All that the follow-up of one audit knows, which is what its issue says. What is to be done follows from it and from the time, and from
/// nothing else.
/// </summary>
internal sealed record CaseState
{
    /// <summary>The thread of the note that the follow-up begins with.</summary>
    public const string StartThread = "start";

    /// <summary>The thread of the review.</summary>
    public const string ReviewThread = "review";

    /// <summary>The thread of findings that are nobody's.</summary>
    public const string UnownedThread = "unowned";

    /// <summary>The thread where those who carry the audit out put everything right.</summary>
    public const string OperatorThread = "operator";

    /// <summary>The thread where the manager puts everything right.</summary>
    public const string ManagerThread = "manager";

    /// <summary>The thread of the note that the issue was closed without a review.</summary>
    public const string ClosingThread = "closing";

    /// <summary>Who is asked when.</summary>
    public required Policy Policy { get; init; }

    /// <summary>On which days, and how hours are counted.</summary>
    public required WorkCalendar Calendar { get; init; }

    /// <summary>The people.</summary>
    public required People People { get; init; }

    /// <summary>The findings.</summary>
    public required IReadOnlyList<TrackedFinding> Findings { get; init; }

    /// <summary>What was sent when: by note, and by the notification log that the first note keeps.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Notified { get; init; } =
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>When somebody was last mentioned, by their digits.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Mentioned { get; init; } =
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>The threads in which a run has begun a note and not finished it.</summary>
    public ImmutableHashSet<string> Begun { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What people wrote, oldest first.</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>The words that a review begins with, in lower case.</summary>
    public IReadOnlyList<string> ReviewWords { get; init; } = [];

    /// <summary>Whether the issue is closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the issue is so old that nothing is written on it before somebody asks for it.</summary>
    public bool IsOld { get; init; }

    /// <summary>Whether the follow-up has begun.</summary>
    public bool IsStarted => !Notified.IsEmpty || !Begun.IsEmpty;

    /// <summary>The thread of a finding.</summary>
    public string ThreadOf(TrackedFinding item) =>
        Policy.Asks switch
        {
            Role.Operator => OperatorThread,
            Role.SupportOpsManager => ManagerThread,
            _ => item.Person ?? UnownedThread,
        };

    /// <summary>Whom a role of a step means in the thread of a finding.</summary>
    public Addressed For(Role role, TrackedFinding item) =>
        Policy.Asks switch
        {
            Role.Person => People.For(role, item.Person, item.Manager),
            var asks => role == Role.Person ? People.For(asks, null, null) : People.For(role, null, null),
        };

    /// <summary>The case after a note.</summary>
    public CaseState After(PlannedNote note, DateTimeOffset at) =>
        this with
        {
            Notified = Notified.SetItems(note.Handles.Select(covered => KeyValuePair.Create(covered, at))),
            Mentioned = Mentioned.SetItems(
                note.To.Where(contact => !WasMentioned(contact, at)).Select(contact => KeyValuePair.Create(contact.Key, at))
            ),
        };

    /// <summary>Whether somebody was mentioned in the 24 hours before a moment.</summary>
    public bool WasMentioned(Contact contact, DateTimeOffset now) =>
        Mentioned.TryGetValue(contact.Key, out var at) && now < at + Planner.BetweenMentions;
}
