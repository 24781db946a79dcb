using PlatformAudits.Checking;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>An instance's part of the settings.</summary>
internal record ZendeskSettings
{
    private const long LeastTolerance = 2;

    /// <summary>
    /// 200 requests a minute for a whole account of the smallest plans, up to 2,500 of the largest, as the first answer's headers tell
    /// (developer.zendesk.com, "Rate limits").
    /// </summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerMinute(200) with { IsAccountWide = true };

    /// <summary>The settings of an instance of which <c>audits.yaml</c> says nothing.</summary>
    public ZendeskSettings(ZendeskInstance instance)
    {
        Instance = instance;
        ExpectsEverybody = instance.ExpectsEverybody;
    }

    /// <summary>The instance.</summary>
    public ZendeskInstance Instance { get; }

    /// <summary>The instance's name as people write it.</summary>
    public string Title => Instance.Title;

    /// <summary>How many requests the credential may send.</summary>
    public RateLimits Limits { get; init; } = PublishedLimits;

    /// <summary>
    /// Whether everybody in the team file should have an account; otherwise those of whom the team file says something in the instance.
    /// </summary>
    public bool ExpectsEverybody { get; init; }

    /// <summary>Whether light agents are held against the team file as well.</summary>
    public bool LightAgentsNeedTeammate { get; init; }

    /// <summary>The ids of custom roles that make a light agent, besides those that the vendor's own fields mark.</summary>
    public IReadOnlySet<string> LightAgentRoles { get; init; } = new HashSet<string>();

    /// <summary>The ids of custom roles that make an admin, besides those that the vendor's own fields mark.</summary>
    public IReadOnlySet<string> AdminRoles { get; init; } = new HashSet<string>();

    /// <summary>The addresses of those who may be admin although the team file does not say so.</summary>
    public IReadOnlySet<string> ExpectedAdmins { get; init; } = new HashSet<string>();

    /// <summary>The addresses of teammates whose groups the team's own synchronisation leaves alone.</summary>
    public IReadOnlySet<string> SkipsGroupsOf { get; init; } = new HashSet<string>();

    /// <summary>The addresses of those who may own tokens without being in the team file, such as service accounts.</summary>
    public IReadOnlySet<string> TokenOwners { get; init; } = new HashSet<string>();

    /// <summary>The rules of the default group, of which the first that fits counts.</summary>
    public IReadOnlyList<DefaultGroup> DefaultGroups { get; init; } = [];

    /// <summary>The forms that a token's description may have.</summary>
    public IReadOnlyList<TokenForm> TokenForms { get; init; } = [];

    /// <summary>After so many days without use a token counts as unused.</summary>
    public int TokenUnusedDays { get; init; } = 90;

    /// <summary>So many in a hundred may be missing from the list, because the vendor's count is behind.</summary>
    public int CountTolerance { get; init; } = 5;

    /// <summary>Reads the part.</summary>
    /// <exception cref="AuditException">A setting is wrong.</exception>
    public static ZendeskSettings Read(ZendeskInstance instance, SettingsSection section)
    {
        var defaults = new ZendeskSettings(instance);
        var limits = PublishedLimits.Or(section);
        var expectsEverybody = section.Text("expected_accounts", instance.ExpectsEverybody ? "everybody" : "profile") switch
        {
            "everybody" => true,
            "profile" => false,
            _ => throw section.Wrong("expected_accounts", "must be everybody or profile"),
        };
        var lightAgentsNeedTeammate = section.Switch("light_agents_need_teammate", defaults.LightAgentsNeedTeammate);
        var roles = section.Section("roles");
        return new ZendeskSettings(instance)
        {
            Limits = limits,
            ExpectsEverybody = expectsEverybody,
            LightAgentsNeedTeammate = lightAgentsNeedTeammate,
            LightAgentRoles = Ids(roles, "light_agent"),
            AdminRoles = Ids(roles, "admin"),
            ExpectedAdmins = Emails(section, "expected_admins"),
            SkipsGroupsOf = Emails(section, "skip_groups_of"),
            TokenOwners = Emails(section, "token_owners"),
            DefaultGroups = [.. section.Sections("default_groups").Select(DefaultGroup.Read)],
            TokenForms = [.. section.Sections("token_forms").Select(TokenForm.Read)],
            TokenUnusedDays = section.Number("token_unused_days", defaults.TokenUnusedDays, 1, 3650),
            CountTolerance = section.Number("count_tolerance", defaults.CountTolerance, 0, 100),
        };
    }

    /// <summary>The addresses of a list, as they are compared.</summary>
    public static IReadOnlySet<string> Emails(SettingsSection section, string key) => Emails(section.Values(key));

    /// <summary>Addresses as they are compared: without blanks around them, in any letter case.</summary>
    public static IReadOnlySet<string> Emails(params IEnumerable<string> addresses) =>
        addresses.Select(e => e.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the team file says of a teammate in the instance, or null when it says nothing.</summary>
    public ZendeskProfile? ProfileOf(Teammate teammate) => Instance.TeamKeys.ProfileOf(teammate);

    /// <summary>Whether the team file gives a teammate the very role.</summary>
    public bool GivesRole(Teammate teammate, string name) =>
        ProfileOf(teammate)?.Role is { } role && Roster.NormaliseName(role) == Roster.NormaliseName(name);

    /// <summary>The vendor's own count of agents and admins, with what it may be behind.</summary>
    public VendorCount CountOf(long total) => new("users", total, Math.Max(LeastTolerance, total * CountTolerance / 100));

    private static HashSet<string> Ids(SettingsSection section, string key)
    {
        var ids = section.Values(key);
        return ids.All(id => id.All(char.IsAsciiDigit))
            ? ids.ToHashSet(StringComparer.Ordinal)
            : throw section.Wrong(key, "must hold ids of custom roles, which are numbers");
    }
}
