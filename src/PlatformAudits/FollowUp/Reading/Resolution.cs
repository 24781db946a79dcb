namespace PlatformAudits.FollowUp.Reading;

/// <summary>What became of a finding, for the review.</summary>
/// <param name="What">Fixed, removed, justified, waived, ticked or escalated, and how one knows; encoded.</param>
/// <param name="By">Who decided; encoded, and empty when nobody had to.</param>
/// <param name="When">When; empty when the issue does not tell.</param>
internal sealed record Resolution(TrackedFinding Item, string What, string By, string When)
{
    /// <summary>Whether somebody ticked it as done, and nothing but the tick says so.</summary>
    public bool IsUnconfirmed { get; init; }
}
