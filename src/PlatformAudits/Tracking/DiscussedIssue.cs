using GitLabApiClient.Models.Issues.Responses;

namespace PlatformAudits.Tracking;

/// <summary>An audit issue with all that stands on it.</summary>
/// <param name="Accounts">The ids of the program's own accounts.</param>
/// <param name="Self">The id of the token's own account.</param>
/// <param name="Closing">When and by whom it was closed; null while it is open.</param>
internal sealed record DiscussedIssue(
    Issue Issue,
    IReadOnlyList<TrackerDiscussion> Discussions,
    IReadOnlySet<long> Accounts,
    long Self,
    TrackerClosing? Closing
)
{
    /// <summary>The issue over all audits of the period, where people are asked if there are several; null where there is none.</summary>
    public Issue? Overview { get; init; }

    /// <summary>What is discussed there.</summary>
    public IReadOnlyList<TrackerDiscussion> OnOverview { get; init; } = [];
}
