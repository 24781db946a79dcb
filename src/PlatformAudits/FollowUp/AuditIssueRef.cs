using PlatformAudits.Checking;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp;

/// <summary>An issue that the follow-up writes on: that of an audit, or the one over all audits of a period.</summary>
/// <param name="Platform">The platform's id; of the issue over all audits <see cref="OverviewTemplate.Name"/>.</param>
public sealed record AuditIssueRef(string Platform, string Title, FiscalPeriod Period, string ProjectId, int Iid, string WebUrl)
{
    /// <summary>Whether it is the issue over all audits of the period.</summary>
    public bool IsOverview => Platform == OverviewTemplate.Name;

    /// <summary>What it is about, in a few words.</summary>
    public string Name => IsOverview ? $"access reviews of {Period.Title}" : $"{Title} audit {Period.Title}";

    /// <summary>
    /// How a mark on another issue names a finding's platform, before the sixteen digits of the finding: the id without hyphens.
    /// </summary>
    internal string Code => Platform.Replace("-", "", StringComparison.Ordinal);
}
