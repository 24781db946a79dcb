namespace PlatformAudits.Sandbox.Http;

/// <summary>What a vendor has published of its limit.</summary>
/// <param name="Requests">The requests in a window that a company's plan has.</param>
/// <param name="OfSmallestPlan">The requests in a window that the smallest plan has.</param>
internal sealed record VendorQuota(int Requests, int OfSmallestPlan)
{
    /// <summary>Calendly, for a user (developer.calendly.com, "API rate limits").</summary>
    public static VendorQuota Calendly { get; } = new(500, 50);

    /// <summary>PagerDuty, for a key (developer.pagerduty.com, "REST API rate limits").</summary>
    public static VendorQuota PagerDuty { get; } = new(960, 960);

    /// <summary>Zendesk, for an account: Enterprise, and Team (developer.zendesk.com, "Rate limits").</summary>
    public static VendorQuota Zendesk { get; } = new(700, 200);

    /// <summary>GitLab.com, for a user (docs.gitlab.com/user/gitlab_com). Its windows are those of the clock's minutes, whenever the first request comes.</summary>
    public static VendorQuota GitLab { get; } = new(2000, 2000) { IsAligned = true };

    /// <summary>1Password's reads with a service account: Business, and Teams (developer.1password.com/docs/service-accounts/rate-limits).</summary>
    public static VendorQuota ServiceAccount { get; } = new(10_000, 1_000) { Window = TimeSpan.FromHours(1) };

    /// <summary>The length of a window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether windows begin when the Unix time is a multiple of their length, and not with the first request.</summary>
    public bool IsAligned { get; init; }
}
