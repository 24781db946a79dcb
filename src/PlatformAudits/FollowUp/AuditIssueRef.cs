using PlatformAudits.Checking;

namespace PlatformAudits.FollowUp;

/// <summary>The audit that a follow-up is about.</summary>
public sealed record AuditIssueRef(string Platform, string Title, FiscalPeriod Period, string ProjectId, int Iid, string WebUrl)
{
    /// <summary>The audit in a few words.</summary>
    public string Name => $"{Title} audit {Period.Title}";
}
