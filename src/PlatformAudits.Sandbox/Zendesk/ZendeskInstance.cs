using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>What differs between the two instances.</summary>
internal sealed record ZendeskInstance
{
    /// <summary>A light agent's role by nothing but its configuration.</summary>
    public const long PartnerLightRole = 9_000_000_000_001;

    /// <summary>
    /// The federal instance gives assignments to the first so many people only, because its list of citizenship requests stands in the
    /// settings.
    /// </summary>
    private const int FederalAssignments = 1000;

    private static readonly string[] Pods = ["Baobab", "Ginkgo", "Kapok", "Maple", "Pine"];

    /// <summary>The instance for all customers.</summary>
    public static ZendeskInstance Global { get; } =
        new()
        {
            Name = "zendesk-global",
            VariablePrefix = "ZD_",
            FirstId = 360_000_000_000,
            AdminRole = 360004957599,
            LightRole = 360004984553,
            StaffRole = 1288263,
            OtherRole = 360005625453,
            StaffRoleName = "Support Staff",
            Groups =
            [
                "General",
                "Support AMER",
                "Support APAC",
                "Support EMEA",
                "BPO",
                "Security",
                "Support Ops",
                "SGG: Baobab",
                "SGG: Ginkgo",
                "SGG: Kapok",
                "SGG: Maple",
                "SGG: Pine",
            ],
            LastUseField = "last_used",
            Assigned = int.MaxValue,
            LightAgentsIn = size => 2 + (size / 4),
            Key = "zendesk.main",
            OrdinaryEntryOf = (index, bits) =>
                new ZendeskEntry(
                    null,
                    "Support Staff",
                    [$"SGG: {Pods[(int)((bits >> 34 & 0xF) % (ulong)Pods.Length)]}"],
                    index % 5 == 3 ? "" : null
                ),
            ExpectsEverybody = true,
        };

    /// <summary>The instance for customers of the United States' government.</summary>
    public static ZendeskInstance UsFederal { get; } =
        new()
        {
            Name = "zendesk-us-federal",
            VariablePrefix = "US_ZD_",
            FirstId = 1_500_000_000_000,
            AdminRole = 360016820032,
            LightRole = 360008074111,
            StaffRole = 360008098572,
            OtherRole = 360008466212,
            StaffRoleName = "Support US Federal Staff",
            Groups = ["General", "Support", "Support Managers", "Security", "Support Operations"],
            LastUseField = "last_used_at",
            Assigned = FederalAssignments,
            LightAgentsIn = _ => 2,
            Key = "zendesk.us-federal",
            OrdinaryEntryOf = (index, _) => index % 12 == 2 ? new ZendeskEntry(null, "Support US Federal Staff", []) : null,
            ExpectsEverybody = false,
        };

    /// <summary>The platform's name in settings and plant.</summary>
    public required string Name { get; init; }

    public required string VariablePrefix { get; init; }

    /// <summary>The id of the first teammate's account.</summary>
    public required long FirstId { get; init; }

    public required long AdminRole { get; init; }

    public required long LightRole { get; init; }

    public required long StaffRole { get; init; }

    public required long OtherRole { get; init; }

    public required string StaffRoleName { get; init; }

    /// <summary>The names of the groups that are in use.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>What the list of API tokens calls the last use.</summary>
    public required string LastUseField { get; init; }

    /// <summary>So many people have assignments.</summary>
    public required int Assigned { get; init; }

    /// <summary>How many of the company's other people are light agents, for a size of the team.</summary>
    public required Func<int, int> LightAgentsIn { get; init; }

    /// <summary>The key of the team file.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// What the team file says of an ordinary person, but for the id, by the person's number and its 64 bits; null for nothing.
    /// </summary>
    public required Func<int, ulong, ZendeskEntry?> OrdinaryEntryOf { get; init; }

    /// <summary>Whether everybody in the team file should have an account.</summary>
    public required bool ExpectsEverybody { get; init; }

    /// <summary>What the team file says of a teammate in the instance; null for nothing.</summary>
    public ZendeskEntry? EntryOf(Teammate teammate) => teammate.ValueOf<ZendeskEntry>(Key);

    /// <summary>The ids of roles, as the settings have them.</summary>
    public string RolesYaml => string.Create(CultureInfo.InvariantCulture, $"{{light_agent: [{LightRole}], admin: [{AdminRole}]}}");

    /// <summary>The rules of the default group, as the settings have them.</summary>
    public IReadOnlyList<string> DefaultGroupsYaml =>
        this == UsFederal
            ? ["{role: Light agent, group: General}", "{group: Support}"]
            :
            [
                "{email_contains: ext@gitlab.com, group: BPO}",
                "{region: AMER, group: Support AMER}",
                "{region: APAC, group: Support APAC}",
                "{region: EMEA, group: Support EMEA}",
                "{group: General}",
            ];

    /// <summary>The custom roles: id, name, type and whether the configuration says light agent.</summary>
    public IReadOnlyList<(long Id, string Name, long Type, bool IsLight)> Roles =>
        [
            (AdminRole, "Admin", 4, false),
            (LightRole, "Light agent", 1, true),
            (StaffRole, StaffRoleName, 0, false),
            (OtherRole, "GitLab Staff", 0, false),
            (PartnerLightRole, "Partner light agent", 0, true),
        ];

    /// <summary>The default group of somebody with an entry, by the rules of the team's synchronisation.</summary>
    public string DefaultGroupOf(Teammate teammate, ZendeskEntry entry)
    {
        if (this == UsFederal)
        {
            return Identity.OfName(entry.Role ?? "") == "light agent" ? "General" : "Support";
        }

        return teammate.Email.Contains("ext@gitlab.com", StringComparison.OrdinalIgnoreCase) ? "BPO"
            : teammate.Region.StartsWith("AMER", StringComparison.Ordinal) ? "Support AMER"
            : teammate.Region.StartsWith("APAC", StringComparison.Ordinal) ? "Support APAC"
            : teammate.Region.StartsWith("EMEA", StringComparison.Ordinal) ? "Support EMEA"
            : "General";
    }
}
