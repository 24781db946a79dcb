using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>1Password's part of the settings.</summary>
internal sealed record OnePasswordSettings
{
    /// <summary>
    /// 1,000 reads an hour for each service account of the smallest plan; 10,000 of 1Password Business
    /// (developer.1password.com/docs/service-accounts/rate-limits). <c>op</c> tells of a limit only when it refuses.
    /// </summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerHour(1000);

    /// <summary>The groups to audit, with those who belong into each.</summary>
    public IReadOnlyList<GroupRule> Groups { get; init; } = [new("Support", [], [], [])];

    /// <summary>How many commands a service account may run.</summary>
    public RateLimits Limits { get; init; } = PublishedLimits;

    /// <summary>E-mail addresses of those who may manage a group.</summary>
    public IReadOnlyList<string> ExpectedManagers { get; init; } = [];

    /// <summary>The sign-in address of the account that is meant, such as <c>example.1password.com</c>; null when any is.</summary>
    public string? ExpectedAccount { get; init; }

    /// <summary>The path between the SCIM bridge's address and <c>Users</c>, without slashes around it.</summary>
    public string ScimPrefix { get; init; } = "scim";

    /// <summary>Reads the part.</summary>
    /// <exception cref="AuditException">A setting is wrong.</exception>
    public static OnePasswordSettings Read(SettingsSection section)
    {
        var defaults = new OnePasswordSettings();
        var groups = section.Sections("groups").Select(GroupRule.Read).ToList();
        var settings = new OnePasswordSettings
        {
            Groups = groups.Count > 0 ? groups : defaults.Groups,
            Limits = PublishedLimits.Or(section),
            ExpectedManagers = section.Values("expected_managers"),
            ExpectedAccount = section.Value("account"),
            ScimPrefix = section.Value("scim_prefix", $"/{defaults.ScimPrefix}")!.Trim('/'),
        };
        return settings.ScimPrefix.AsSpan().IndexOfAny("?#:\\ ") < 0
            ? settings
            : throw section.Wrong("scim_prefix", "must be a path such as /scim or /scim/v2");
    }
}
