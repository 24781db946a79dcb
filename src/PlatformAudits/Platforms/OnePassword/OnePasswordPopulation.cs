using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Everybody in the company's account, and who is in the groups of the settings.</summary>
public sealed class OnePasswordPopulation : Population
{
    private readonly List<OnePasswordAccount> _accounts;
    private readonly IReadOnlyList<OnePasswordGroup> _groups;

    /// <summary>A population as it was read.</summary>
    /// <param name="audited">The groups of the settings with their members; only those that the settings name without a doubt.</param>
    public OnePasswordPopulation(
        OnePassword platform,
        IEnumerable<OnePasswordAccount> accounts,
        IReadOnlyList<OnePasswordGroup> groups,
        IReadOnlyList<AuditedGroup> audited
    )
    {
        Platform = platform;
        _accounts = [.. accounts.OrderBy(a => a.Id, StringComparer.Ordinal)];
        _groups = groups;
        Groups = audited;
    }

    /// <summary>The platform with its settings.</summary>
    public OnePassword Platform { get; }

    /// <summary>The groups of the settings, in their order.</summary>
    public IReadOnlyList<AuditedGroup> Groups { get; }

    /// <summary>Whom the token belongs to; null when the source does not tell.</summary>
    public OnePasswordIdentity? Identity { get; init; }

    /// <summary>What the source itself counts, to hold the lists against; empty when it counts nothing.</summary>
    public IReadOnlyList<(string What, long Total, long Read)> Totals { get; init; } = [];

    public override IReadOnlyList<OnePasswordAccount> Accounts => _accounts;

    public override IReadOnlyList<string> Notices =>
        Identity is not null
            ? []
            :
            [
                "This was read through the SCIM bridge, which shows only people and groups that provisioning manages, and tells neither managers nor why somebody is not active.",
            ];

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("accounts", _accounts.Count),
            new("accounts that are not active", _accounts.Count(a => !a.IsActive)),
            new("groups", _groups.Count),
            .. Groups.Select(g => new PopulationCount($"members of {g.Group.Label}", g.Members.Count)),
        ];

    public override IReadOnlyList<CompletenessAssertion> Completeness =>
        [.. IdentityProofs(), .. Totals.Select(TotalProof), .. GroupProofs(), .. MemberProofs()];

    /// <summary>The groups of the settings that the account has, each with what the settings say of it. One that is missing or ambiguous is left out, and the proofs tell of it.</summary>
    public static IReadOnlyList<(GroupRule Rule, OnePasswordGroup Group)> Found(
        IReadOnlyList<GroupRule> rules,
        IReadOnlyList<OnePasswordGroup> groups
    ) =>
        [
            .. rules
                .Select(rule => (rule, Groups: rule.FindIn(groups)))
                .Where(found => found.Groups.Count == 1)
                .Select(found => (found.rule, found.Groups[0])),
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

    private static CompletenessAssertion TotalProof((string What, long Total, long Read) list) =>
        new(
            $"The list of {list.What} has as many rows as the SCIM bridge counts",
            list.Total == list.Read,
            string.Create(CultureInfo.InvariantCulture, $"{list.Read} rows, {list.Total} counted"),
            "Run again when nobody is joining or leaving."
        );

    private IEnumerable<CompletenessAssertion> IdentityProofs()
    {
        if (Identity is not { } identity)
        {
            yield break;
        }

        yield return new(
            "The token is that of a service account",
            identity.IsServiceAccount,
            $"its type is {identity.Type ?? "not told"}",
            "Put a service account's token into OP_SERVICE_ACCOUNT_TOKEN."
        );
        if (Platform.ExpectedAccount is { } expected)
        {
            yield return new(
                "The account is the one that is meant",
                identity.Host == OnePasswordIdentity.HostOf(expected),
                $"it is {identity.Host}, and {OnePasswordIdentity.HostOf(expected)} is expected",
                "Put the token of a service account of that account into OP_SERVICE_ACCOUNT_TOKEN, or correct platforms.1password.account in audits.yaml."
            );
        }
    }

    private IEnumerable<CompletenessAssertion> GroupProofs()
    {
        var wrong = Platform
            .Groups.Select(rule => (rule.Group, rule.FindIn(_groups).Count))
            .Where(found => found.Count != 1)
            .Select(found =>
                found.Count == 0
                    ? $"no group {found.Group}"
                    : string.Create(CultureInfo.InvariantCulture, $"{found.Count} groups {found.Group}")
            )
            .ToList();
        yield return new(
            "Each group of the settings stands for exactly one group of the account",
            wrong.Count == 0,
            wrong.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{Platform.Groups.Count} of {_groups.Count} groups")
                : $"{Sentence.List(wrong)} among {Sentence.Count(_groups.Count, "group")}",
            "Correct platforms.1password.groups in audits.yaml, with the id of the group where several have its name; if the group is there and is not shown, the credential may not see it."
        );
        var ids = _groups.Select(g => g.Id).Distinct(StringComparer.Ordinal).Count();
        yield return new(
            "No group appears twice",
            ids == _groups.Count,
            string.Create(CultureInfo.InvariantCulture, $"{_groups.Count} rows, {ids} ids"),
            "Run again when nobody is changing groups."
        );
        var audited = Groups.Select(g => g.Group.Id).Distinct(StringComparer.Ordinal).Count();
        yield return new(
            "No group stands twice in the settings",
            audited == Groups.Count,
            string.Create(CultureInfo.InvariantCulture, $"{Groups.Count} entries, {audited} groups"),
            "Take the second entry out of platforms.1password.groups in audits.yaml."
        );
    }

    private IEnumerable<CompletenessAssertion> MemberProofs()
    {
        var rows = Groups.Sum(g => g.Rows);
        var members = Groups.Sum(g => g.Members.Count);
        yield return new(
            "Nobody is in one group twice",
            rows == members,
            string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {members} members"),
            "Run again when nobody is changing groups."
        );
        var known = _accounts.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var strange = Groups
            .SelectMany(g => g.Members)
            .Select(m => m.AccountId)
            .Where(id => !known.Contains(id))
            .Distinct(StringComparer.Ordinal)
            .Count();
        yield return new(
            "Everybody in a group is in the list of accounts",
            strange == 0,
            string.Create(CultureInfo.InvariantCulture, $"{members} members, {strange} people among them not in the list"),
            "Run again when nobody is joining or leaving; if it stays, the credential does not see everybody."
        );
        if (!Platform.SwitchedOff.Contains(KebabCase.Of(nameof(MemberIsActive))))
        {
            var untold = Groups.SelectMany(g => _accounts.Where(a => a.State is null && g.Find(a) is not null)).Distinct().Count();
            yield return new(
                "It is known of everybody in a group whether they are active",
                untold == 0,
                string.Create(CultureInfo.InvariantCulture, $"{members} members, of {untold} the source does not tell"),
                "Read with op (OP_SERVICE_ACCOUNT_TOKEN), or switch member-is-active off in audits.yaml to do without it."
            );
        }
    }
}
