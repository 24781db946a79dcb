using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;

namespace PlatformAudits.Audits;

/// <summary>What the follow-up of one audit came to.</summary>
/// <param name="Notes">The notes that were written, or would be.</param>
/// <param name="Warning">Why nothing was written, as a sentence; null when something was, or nothing is due.</param>
public sealed record FollowUpOutcome(AuditIssueRef Audit, IReadOnlyList<PlannedNote> Notes, int Open, string? Warning)
{
    /// <summary>For a preview, the texts of the notes, in their order.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}
