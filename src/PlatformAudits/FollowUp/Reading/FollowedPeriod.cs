using PlatformAudits.Checking;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>The issues of a period that the follow-up goes through.</summary>
/// <param name="Overview">The issue over all audits; null where there is none.</param>
/// <param name="Audits">The audits, by platform; at least one.</param>
internal sealed record FollowedPeriod(FiscalPeriod Period, FollowedIssue? Overview, IReadOnlyList<FollowedAudit> Audits)
{
    /// <summary>
    /// The issue on which threads begin: that over all audits where there are several, else the first that is open; see docs/follow-up.md.
    /// </summary>
    public AuditIssueRef Home =>
        Overview is { IsClosed: false } && Audits.Count > 1
            ? Overview.Issue
            : (Audits.FirstOrDefault(audit => !audit.IsClosed) ?? Audits[0]).Issue;

    /// <summary>All issues on which the follow-up may have written, each once.</summary>
    public IEnumerable<AuditIssueRef> Issues => Audits.Select(audit => audit.Issue).Concat(Overview is null ? [] : [Overview.Issue]);
}

/// <summary>An issue of ours.</summary>
internal record FollowedIssue(AuditIssueRef Issue, bool IsClosed);

/// <summary>An audit that has an issue of ours.</summary>
/// <param name="SupersededBy">The issue of the latest later period in which the platform was read; null for none.</param>
internal sealed record FollowedAudit(AuditIssueRef Issue, bool IsClosed, AuditIssueRef? SupersededBy) : FollowedIssue(Issue, IsClosed);
