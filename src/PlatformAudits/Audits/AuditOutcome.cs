using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>What an audit came to.</summary>
/// <param name="Issue">What became of the issue; null in a replay, which leaves it alone.</param>
/// <param name="Warning">For a run outside the audited periods, what that means, as a sentence; else null.</param>
public sealed record AuditOutcome(AuditReport Report, IssueText Text, AuditIssue? Issue, string? Warning = null)
{
    /// <summary>Which audited periods were left out before this one, as a sentence; null for none.</summary>
    public string? LeftOut { get; init; }

    /// <summary>The file of the output folder that holds the lines which a preview would change in the issue.</summary>
    public const string DifferenceName = "preview.diff";
}
