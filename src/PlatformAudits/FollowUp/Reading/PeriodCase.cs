using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>A period's audits as they were read just now.</summary>
/// <param name="State">The audits that may be followed up.</param>
/// <param name="Discussions">What stands on each issue besides its description, by the issue's number.</param>
internal sealed record PeriodCase(PeriodState State, IReadOnlyDictionary<int, IssueDiscussions> Discussions)
{
    /// <summary>What each audit's issue says was read, by the issue's number.</summary>
    public required IReadOnlyDictionary<int, CollectionStamp> Readings { get; init; }

    /// <summary>Why an audit may not be followed up now, as a sentence, by its issue's number.</summary>
    public required IReadOnlyDictionary<int, Obstacle> Obstacles { get; init; }

    /// <summary>How many findings of an audit are open, by its issue's number; none where nobody knows.</summary>
    public required IReadOnlyDictionary<int, int> Open { get; init; }
}

/// <summary>Why an audit may not be followed up now.</summary>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="NeedsSomebody">Whether it stays so until somebody does something about it.</param>
internal sealed record Obstacle(string Reason, bool NeedsSomebody);
