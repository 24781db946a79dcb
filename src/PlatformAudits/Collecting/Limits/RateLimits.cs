using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Limits;

/// <summary>
/// How many requests a system allows: what its vendor has published, or what the settings say instead. Headers, where a system sends them,
/// make it exact.
/// </summary>
public sealed record RateLimits
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A system that has published no limit; only what its headers say counts.</summary>
    public static RateLimits Unknown { get; } = new();

    /// <summary>The quota for all requests; null when none is known.</summary>
    public RateQuota? Quota { get; init; }

    /// <summary>Whether the quota is from the settings; then a header that allows more does not count.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>Whether all credentials of the account share the quota; otherwise each has its own.</summary>
    public bool IsAccountWide { get; init; }

    /// <summary>The quotas of their own that some requests have besides.</summary>
    public IReadOnlyList<EndpointQuota> Endpoints { get; init; } = [];

    /// <summary>
    /// The longest wait that makes sense: the quota's window, or the ten minutes that are the longest window of any documented limit of an
    /// API (docs.gitlab.com/user/gitlab_com).
    /// </summary>
    internal TimeSpan LongestWait => Quota is { Window: var window } && window > TenMinutes ? window : TenMinutes;

    private static TimeSpan TenMinutes => TimeSpan.FromMinutes(10);

    /// <summary>So many requests a minute.</summary>
    public static RateLimits PerMinute(int requests) => new() { Quota = new RateQuota(requests, TimeSpan.FromMinutes(1)) };

    /// <summary>So many requests an hour.</summary>
    public static RateLimits PerHour(int requests) => new() { Quota = new RateQuota(requests, Hour) };

    /// <summary>
    /// The same with what the settings say: <c>requests_per_minute</c>, or <c>requests_per_hour</c> where the vendor counts by the hour.
    /// </summary>
    /// <exception cref="AuditException">The number is wrong.</exception>
    public RateLimits Or(SettingsSection settings)
    {
        var window = Quota?.Window ?? TimeSpan.FromMinutes(1);
        var key = window == Hour ? "requests_per_hour" : "requests_per_minute";
        return settings.Number(key, 0, 1, 1_000_000) is > 0 and var requests
            ? this with
            {
                Quota = new RateQuota(requests, window),
                IsConfigured = true,
            }
            : this;
    }
}
