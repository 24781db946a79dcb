using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>A note that is due.</summary>
/// <param name="Thread">The thread that it stands in: a person's digits, or a name of its own.</param>
/// <param name="Handles">
/// What it settles, each once and for all: a finding's step such as <c>4702c13d326137c4:1</c>, or a name such as <c>review:1</c>.
/// </param>
/// <param name="To">Whom it mentions; whoever was mentioned in the last 24 hours is only named.</param>
public sealed record PlannedNote(NoteKind Kind, string Thread, IReadOnlyList<string> Handles, IReadOnlyList<Contact> To)
{
    /// <summary>Who gets a direct message.</summary>
    public IReadOnlyList<Contact> MessageTo { get; init; } = [];

    /// <summary>Why it goes to somebody else than the policy names, as a sentence; null when it does not.</summary>
    public string? Instead { get; init; }

    /// <summary>Why there is no review, or why one does not count, as a sentence, encoded; null for other notes.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was due.</summary>
    public DateTimeOffset Due { get; init; }
}
