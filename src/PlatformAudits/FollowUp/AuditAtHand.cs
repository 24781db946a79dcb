using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp;

/// <summary>The audit that a follow-up is about.</summary>
/// <param name="Platform">The platform's id.</param>
/// <param name="Title">The platform's title.</param>
/// <param name="Period">The period.</param>
/// <param name="ProjectId">The project of the issue.</param>
/// <param name="Iid">The number within it.</param>
/// <param name="WebUrl">Where the issue is.</param>
public sealed record AuditAtHand(string Platform, string Title, FiscalPeriod Period, string ProjectId, int Iid, string WebUrl)
{
    /// <summary>The audit in a few words.</summary>
    public string Name => $"{Title} audit {Period.Title}";
}
