using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;

namespace PlatformAudits.Tracking;

/// <summary>The issue of a platform and period as it was found, or the place for one.</summary>
internal sealed record AuditIssueSlot
{
    internal AuditIssueSlot(
        string platform,
        FiscalPeriod period,
        int room,
        IReadOnlyList<MarkedIssue> found,
        IReadOnlySet<string>? mayOpenByHand
    )
    {
        MayOpenByHand = mayOpenByHand;
        Platform = platform;
        Period = period;
        Room = room;
        Found = found;
    }

    /// <summary>The characters that people's text leaves to the region.</summary>
    public int Room { get; internal init; }

    internal string Platform { get; }

    internal FiscalPeriod Period { get; }

    /// <summary>Whose hand-opened issues are ours, by their GitLab user names; null while nobody knows.</summary>
    internal IReadOnlySet<string>? MayOpenByHand { get; }

    /// <summary>The issues with the mark that are ours, or may be, oldest first.</summary>
    internal IReadOnlyList<MarkedIssue> Found { get; init; }

    /// <summary>The issue as it stood before a write of which nobody knows whether it arrived; null for none.</summary>
    internal Issue? Unsure { get; init; }
}

/// <summary>What became of a try to keep the issue.</summary>
/// <param name="Issue">What became of the issue; null when the text did not fit and nothing was written.</param>
/// <param name="Slot">What the next try begins with.</param>
internal sealed record KeptIssue(AuditIssue? Issue, AuditIssueSlot Slot);
