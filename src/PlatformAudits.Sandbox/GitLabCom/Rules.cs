using System.Globalization;
using System.Text;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>
/// What the settings say: baselines, and the rules for second and for service accounts. The letter case differs from the team file's here
/// and there.
/// </summary>
internal static class Rules
{
    /// <summary>How many days ahead access beyond these rules may last.</summary>
    public const int TemporaryDays = 90;

    /// <summary>The custom role of those who look after licences.</summary>
    public const string LicenceRole = "Licence desk";

    private static readonly IReadOnlyList<Rule> Baselines =
    [
        new(Groups.Support, new(30)),
        new(Groups.Support, new(40)) { Titles = ["staff support engineer"] },
        new(Groups.Support, new(20)) { Titles = ["Support Manager"] },
        new(Groups.Amer, new(30)) { Regions = ["AMER-W", "AMER-C", "AMER-E"] },
        new(Groups.Apac, new(30)) { Regions = ["apac"] },
        new(Groups.Emea, new(30)) { Regions = ["EMEA"] },
        new(Groups.Dotcom, new(30))
        {
            Focuses = ["saas", "Operations"],
            Titles = ["Support Engineer", "Senior Support Engineer", "Staff Support Engineer"],
        },
        new(Groups.Licensing, new(20, LicenceRole)) { Focuses = ["License and Renewals"] },
        new(Groups.Managers, new(40)) { Titles = ["VP of Support", "Director of Support", "Support Manager"] },
    ];

    private static readonly (int Level, string Name)[] LevelNames =
    [
        (10, "guest"),
        (20, "Reporter"),
        (30, "Developer"),
        (40, "40"),
        (50, "Owner"),
    ];

    /// <summary>What a teammate is to have in a group: the highest of the baselines; null for nothing.</summary>
    public static Access? BaselineOf(Teammate teammate, int group) =>
        Baselines.Where(rule => rule.Group == group && rule.IsFor(teammate)).Select(rule => rule.Access).MaxBy(access => access.Level);

    /// <summary>What a second account may have.</summary>
    public static Access? OfSecondAccount(int group) =>
        group switch
        {
            Groups.Support => new Access(10),
            _ => null,
        };

    /// <summary>What a service account may have.</summary>
    public static Access? OfServiceAccount(int service, int group) =>
        group switch
        {
            Groups.Automation => new Access(20),
            Groups.Support when service == 0 => new Access(40),
            _ => null,
        };

    /// <summary>The part of the settings.</summary>
    public static string Yaml(Members members)
    {
        var yaml = new StringBuilder($"  {GitLabComVendor.Name}:\n    groups:\n");
        foreach (var group in Groups.All)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"      - path: {group.ConfiguredPath}\n");
            if (group.Shares.Any(share => share.Allowed is not null))
            {
                var shares = group
                    .Shares.Where(share => share.Allowed is not null)
                    .Select(share => $"{share.Path}: {NameOf(new Access(share.Allowed!.Value))}");
                yaml.Append(CultureInfo.InvariantCulture, $"        shared_with: {{ {string.Join(", ", shares)} }}\n");
            }
        }

        yaml.Append("    baselines:\n");
        foreach (var rule in Baselines)
        {
            yaml.Append("      - groups: ")
                .Append(Grant((rule.Group, rule.Access)))
                .Append('\n')
                .Append(List("titles", rule.Titles))
                .Append(List("regions", rule.Regions))
                .Append(List("focuses", rule.Focuses));
        }

        var services = members.ServiceAccounts.ToList();
        return yaml.Append("    second_accounts:\n      - username: \"{username}-auditor\"\n        groups: ")
            .Append(Grant((Groups.Support, OfSecondAccount(Groups.Support)!)))
            .Append('\n')
            .Append("    expected_accounts:\n      - usernames: [")
            .Append(services[0].Username.ToUpperInvariant())
            .Append("]\n        groups: ")
            .Append(
                Grant((Groups.Support, OfServiceAccount(0, Groups.Support)!), (Groups.Automation, OfServiceAccount(0, Groups.Automation)!))
            )
            .Append('\n')
            .Append("      - usernames: [")
            .AppendJoin(", ", services.Skip(2).Select(user => user.Username))
            .Append("]\n        ids: [")
            .Append(services[1].Id)
            .Append("]\n        groups: ")
            .Append(Grant((Groups.Automation, OfServiceAccount(1, Groups.Automation)!)))
            .Append('\n')
            .Append(CultureInfo.InvariantCulture, $"    temporary_access_days: {TemporaryDays}\n")
            .ToString();
    }

    private static string Grant(params (int Group, Access Access)[] grants) =>
        $"{{ {string.Join(", ", grants.Select(grant => $"{Groups.All[grant.Group].ConfiguredPath}: {NameOf(grant.Access)}"))} }}";

    private static string NameOf(Access access) =>
        LevelNames.Single(level => level.Level == access.Level).Name + (access.Role is null ? string.Empty : $" / {access.Role}");

    private static string List(string key, IReadOnlyList<string> items) =>
        items.Count == 0 ? string.Empty : $"        {key}: [{string.Join(", ", items)}]\n";
}
