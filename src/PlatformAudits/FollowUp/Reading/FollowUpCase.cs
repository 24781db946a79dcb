using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>A case as it was read just now.</summary>
/// <param name="State">The case.</param>
/// <param name="Discussions">What stands on the issue besides its description.</param>
/// <param name="Reading">What the issue says was read; null when it does not.</param>
internal sealed record FollowUpCase(CaseState State, IssueDiscussions Discussions, CollectionStamp? Reading);
