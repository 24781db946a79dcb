using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Everybody in the company's account, and who is in the groups of the settings.</summary>
/// <param name="groups">All groups of the account, as they were listed.</param>
/// <param name="audited">The groups of the settings with their members; only those that the settings name without a doubt.</param>
internal sealed class OnePasswordPopulation(
    IEnumerable<OnePasswordAccount> accounts,
    IReadOnlyList<OnePasswordGroup> groups,
    IReadOnlyList<AuditedGroup> audited
) : Population
{
    public override IReadOnlyList<OnePasswordAccount> Accounts { get; } = [.. accounts.OrderBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>All groups of the account, as they were listed.</summary>
    public IReadOnlyList<OnePasswordGroup> AllGroups => groups;

    /// <summary>The groups of the settings, in their order.</summary>
    public IReadOnlyList<AuditedGroup> Groups => audited;

    /// <summary>Whom the token belongs to; null when the source does not tell.</summary>
    public OnePasswordIdentity? Identity { get; init; }

    /// <summary>What the source itself counts, to hold the lists against; empty when it counts nothing.</summary>
    public IReadOnlyList<(string What, long Total, long Read)> Totals { get; init; } = [];

    public override IReadOnlyList<string> Notices =>
        Identity is not null
            ? []
            :
            [
                "This was read through the SCIM bridge, which shows only people and groups that provisioning manages, "
                    + "and tells neither managers nor why somebody is not active.",
            ];

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("accounts", Accounts.Count),
            new("accounts that are not active", Accounts.Count(a => !a.IsActive)),
            new("groups", AllGroups.Count),
            .. Groups.Select(g => new PopulationCount($"members of {g.Group.Label}", g.Members.Count)),
        ];

    /// <summary>Everybody who is in a group, in the order of their ids, with the teammate whose account it is, or null.</summary>
    public static IEnumerable<(OnePasswordAccount Account, GroupMember Member, Teammate? Teammate)> MembersOf(
        AuditedGroup group,
        Comparison comparison
    )
    {
        foreach (var (account, teammate) in comparison.Accounts)
        {
            if (group.Find((OnePasswordAccount)account) is { } member)
            {
                yield return ((OnePasswordAccount)account, member, teammate);
            }
        }
    }
}
