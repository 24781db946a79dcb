using PlatformAudits.Checking;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>The issues of a period that the follow-up goes through.</summary>
/// <param name="Overview">The issue over all audits; null where there is none, or somebody has closed it.</param>
/// <param name="Audits">The audits, by platform.</param>
internal sealed record FollowedPeriod(FiscalPeriod Period, AuditIssueRef? Overview, IReadOnlyList<FollowedAudit> Audits)
{
    /// <summary>The issue on which threads begin: where there is only one audit, its own.</summary>
    public AuditIssueRef Home => Overview is not null && Audits.Count > 1 ? Overview : Audits[0].Issue;

    /// <summary>All issues on which the follow-up may have written, each once.</summary>
    public IEnumerable<AuditIssueRef> Issues => Audits.Select(audit => audit.Issue).Concat(Overview is null ? [] : [Overview]);
}

/// <summary>An audit that has an issue of ours.</summary>
/// <param name="SupersededBy">The issue of the latest later period in which the platform was read; null for none.</param>
internal sealed record FollowedAudit(AuditIssueRef Issue, AuditIssueRef? SupersededBy);
