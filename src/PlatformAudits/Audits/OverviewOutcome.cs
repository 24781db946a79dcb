using PlatformAudits.Checking;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>What came of an overview.</summary>
/// <param name="Page">The path of its page.</param>
/// <param name="Issue">What became of its issue; null where the issues were not asked.</param>
public sealed record OverviewOutcome(FiscalPeriod Period, string Page, AuditIssue? Issue)
{
    /// <summary>The file beside the page that holds the lines which a preview would change in the issue.</summary>
    public const string DifferenceName = "overview.diff";

    /// <summary>The file beside the page that holds the issue as a new one would be.</summary>
    public const string IssueName = "overview.md";
}
