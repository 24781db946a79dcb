using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>Everybody who has, or may come to have, access to the organization. The lists are filled side by side.</summary>
public sealed class CalendlyPopulation : Population
{
    private readonly Lock _lock = new();
    private readonly List<CalendlyAccount> _accounts = [];
    private readonly List<CalendlyInvitation> _invitations = [];
    private readonly Dictionary<string, CalendlyGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _relationshipsOfGroup = new(StringComparer.Ordinal);
    private readonly HashSet<UInt128> _usersInGroups = [];
    private readonly Dictionary<string, List<string>> _adminGroupsOfUser = new(StringComparer.Ordinal);
    private readonly HashSet<string> _invited = new(StringComparer.OrdinalIgnoreCase);
    private readonly CalendlyUser _self;
    private long _groupRows;
    private long _relationships;
    private long _peopleInGroups;
    private long _usersWithoutMembership;

    /// <summary>An empty population.</summary>
    public CalendlyPopulation(Calendly platform, CalendlyUser self)
    {
        Platform = platform;
        _self = self;
    }

    /// <summary>The platform with its settings.</summary>
    public Calendly Platform { get; }

    public override IReadOnlyList<CalendlyAccount> Accounts => _accounts;

    /// <summary>All invitations, in the order of their URIs.</summary>
    public IReadOnlyList<CalendlyInvitation> Invitations => _invitations;

    /// <summary>The role of the token's own account, or null when it is no member.</summary>
    public string? RoleOfSelf { get; private set; }

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("accounts", _accounts.Count),
            new("owners and admins", _accounts.Count(a => a.IsAdmin)),
            new("pending invitations", _invitations.Count(i => i.IsPending)),
            new("groups", _groups.Count),
            new("group relationships", _relationships),
        ];

    public override IReadOnlyList<CompletenessAssertion> Completeness
    {
        get
        {
            var cutShort = _groups.Values.Where(g => g.MemberCount > _relationshipsOfGroup.GetValueOrDefault(g.Uri)).ToList();
            return
            [
                new(
                    "The token belongs to an owner or admin, who alone sees everybody",
                    RoleOfSelf is "owner" or "admin",
                    $"its role is {RoleOfSelf ?? "not in the list"}",
                    "Put the token of an owner or admin of the organization into CALENDLY_TOKEN."
                ),
                new(
                    "No group appears twice",
                    _groups.Count == _groupRows,
                    string.Create(CultureInfo.InvariantCulture, $"{_groupRows} rows, {_groups.Count} groups"),
                    "Run again when nobody is changing groups."
                ),
                new(
                    "Every group has at least as many relationships as the members that Calendly counts in it",
                    cutShort.Count == 0,
                    string.Create(CultureInfo.InvariantCulture, $"{_groups.Count} groups, {cutShort.Count} with fewer"),
                    "Run again when nobody is changing groups; if it stays, give the token the scope groups:read."
                ),
                new(
                    "Everybody in a group is in the list of members",
                    _usersWithoutMembership == 0,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_peopleInGroups} people in groups, {_usersWithoutMembership} of them not in the list"
                    ),
                    "Run again when nobody is joining or leaving; if it stays, the list of members is not whole."
                ),
            ];
        }
    }

    /// <summary>Adds a membership.</summary>
    public void Add(CalendlyAccount account)
    {
        lock (_lock)
        {
            _accounts.Add(account);
        }
    }

    /// <summary>Adds an invitation.</summary>
    public void Add(CalendlyInvitation invitation)
    {
        lock (_lock)
        {
            _invitations.Add(invitation);
        }
    }

    /// <summary>Adds a group.</summary>
    public void Add(CalendlyGroup group)
    {
        lock (_lock)
        {
            _groupRows++;
            _groups[group.Uri] = group;
        }
    }

    /// <summary>Counts a relationship; of admins it keeps who they are.</summary>
    public void Add(CalendlyGroupRelationship relationship)
    {
        lock (_lock)
        {
            _relationships++;
            _relationshipsOfGroup[relationship.Group] = _relationshipsOfGroup.GetValueOrDefault(relationship.Group) + 1;
            if (relationship.User is not { } user)
            {
                return;
            }

            _usersInGroups.Add(FingerprintOf(user));
            if (relationship.Role == "admin")
            {
                if (!_adminGroupsOfUser.TryGetValue(user, out var groups))
                {
                    _adminGroupsOfUser[user] = groups = [];
                }

                groups.Add(relationship.Group);
            }
        }
    }

    /// <summary>Puts the lists in order, when all of them were read to their ends.</summary>
    public void Complete()
    {
        _accounts.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        _invitations.Sort((one, other) => string.CompareOrdinal(one.Uri, other.Uri));
        RoleOfSelf = _accounts.FirstOrDefault(a => a.Id == _self.Uri)?.Role;
        _invited.UnionWith(_invitations.Where(i => i.IsPending).Select(i => i.Email.Trim()));
        _peopleInGroups = _usersInGroups.Count;
        _usersInGroups.ExceptWith(_accounts.Select(a => FingerprintOf(a.Id)));
        _usersWithoutMembership = _usersInGroups.Count;
        _usersInGroups.TrimExcess();
    }

    /// <summary>The names of the groups that an account is admin of, in order.</summary>
    public IReadOnlyList<string> GroupsLedBy(CalendlyAccount account) =>
        _adminGroupsOfUser.TryGetValue(account.Id, out var groups)
            ?
            [
                .. groups
                    .Distinct(StringComparer.Ordinal)
                    .Select(g => _groups.GetValueOrDefault(g)?.Name ?? g)
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    public override string? AlternateIdOf(Teammate teammate) => CalendlyLink.Normalise(teammate.Field(CalendlyTeamKeys.Link));

    public override string? AlternateIdOn(Account account) => CalendlyLink.Normalise(((CalendlyAccount)account).SchedulingUrl);

    public override bool IsInvited(string email) => _invited.Contains(email.Trim());

    /// <summary>Half of a URI's SHA-256: it takes a seventh of the URI's memory, and no two URIs share it.</summary>
    private static UInt128 FingerprintOf(string uri) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uri)));
}
