using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>A note that is due.</summary>
/// <param name="Issue">The issue that it stands on.</param>
/// <param name="Thread">The thread that it stands in: a person's digits, or a name of its own.</param>
/// <param name="Handles">
/// What it settles, each once and for all: a finding's step such as <c>4702c13d326137c4:1</c>, with the platform's code before it on
/// another issue than that of its audit; or a name such as <c>review:1</c>.
/// </param>
/// <param name="To">Whom it mentions; whoever was mentioned in the last 24 hours is only named.</param>
public sealed record PlannedNote(
    NoteKind Kind,
    AuditIssueRef Issue,
    string Thread,
    IReadOnlyList<string> Handles,
    IReadOnlyList<Contact> To
)
{
    /// <summary>Who gets a direct message.</summary>
    public IReadOnlyList<Contact> MessageTo { get; init; } = [];

    /// <summary>
    /// Why there is no review, why one does not count, or what a reply has brought about, as a sentence, encoded; null for other notes.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>When it was due.</summary>
    public DateTimeOffset Due { get; init; }
}
