using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;

namespace PlatformAudits.Audits;

/// <summary>What the follow-up of one audit came to.</summary>
/// <param name="Notes">The notes that were written, or would be.</param>
/// <param name="Warning">Why nothing more may be written, as a sentence; null when all that is due was written, or nothing is due.</param>
public sealed record FollowUpOutcome(AuditIssueRef Audit, IReadOnlyList<PlannedNote> Notes, int Open, string? Warning)
{
    /// <summary>What the run should have done and has not, as a sentence; null when it did all.</summary>
    public string? Failure { get; init; }

    /// <summary>For a preview, the texts of the notes, in their order.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}
