using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>Calendly's part of the settings.</summary>
internal sealed record CalendlySettings
{
    /// <summary>
    /// 500 requests a minute for each user of a paid plan, 50 of the free one, which has no groups to audit (developer.calendly.com, "API
    /// rate limits").
    /// </summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerMinute(500);

    /// <summary>How many requests the token may send.</summary>
    public RateLimits Limits { get; init; } = PublishedLimits;

    /// <summary>E-mail addresses of those who may be owner or admin of the organization, and admin of any group.</summary>
    public IReadOnlyList<string> ExpectedAdmins { get; init; } = [];

    /// <summary>E-mail addresses of those who may be admin of a group.</summary>
    public IReadOnlyList<string> ExpectedGroupAdmins { get; init; } = [];

    /// <summary>Reads the part.</summary>
    /// <exception cref="AuditException">A setting is wrong.</exception>
    public static CalendlySettings Read(SettingsSection section) =>
        new()
        {
            Limits = PublishedLimits.Or(section),
            ExpectedAdmins = section.Values("expected_admins"),
            ExpectedGroupAdmins = section.Values("expected_group_admins"),
        };
}
