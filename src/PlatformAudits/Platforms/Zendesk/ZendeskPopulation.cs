using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Every agent and admin of an instance, and what programs sign in with. The lists are filled side by side.</summary>
public sealed class ZendeskPopulation : Population
{
    private const long LeastTolerance = 2;

    private readonly Lock _lock = new();
    private readonly List<ZendeskAccount> _accounts = [];
    private readonly Dictionary<string, ZendeskRole> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZendeskGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _groupsOfUser = new(StringComparer.Ordinal);
    private readonly List<ZendeskApiToken> _apiTokens = [];
    private readonly List<ZendeskOAuthClient> _clients = [];
    private readonly List<ZendeskOAuthToken> _oauthTokens = [];
    private readonly List<string> _notices = [];
    private readonly ZendeskSelf _self;
    private long _deleted;
    private long _groupRows;
    private long _memberships;
    private long _repeatedMemberships;
    private long _strangersInGroups;
    private long? _counted;

    /// <summary>An empty population.</summary>
    /// <param name="day">The day on which the run began, UTC.</param>
    public ZendeskPopulation(Zendesk platform, ZendeskSelf self, DateOnly day)
    {
        Platform = platform;
        _self = self;
        Day = day;
    }

    /// <summary>The platform with its settings.</summary>
    public Zendesk Platform { get; }

    /// <summary>The day on which the run began, UTC: what ends and last uses are held against.</summary>
    public DateOnly Day { get; }

    public override IReadOnlyList<ZendeskAccount> Accounts => _accounts;

    /// <summary>What programs sign in with: API tokens, then OAuth clients, by their ids.</summary>
    public IReadOnlyList<ReviewedToken> Tokens { get; private set; } = [];

    /// <summary>Whether the instance has API tokens at all; false where they are switched off or retired.</summary>
    public bool HasApiTokens { get; private set; } = true;

    public override IReadOnlyList<string> Notices => _notices;

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("agents and admins", _accounts.Count),
            new("light agents", _accounts.Count(a => KindOf(a) == ZendeskKind.Light)),
            new("full agents", _accounts.Count(a => KindOf(a) == ZendeskKind.Full)),
            new("admins", _accounts.Count(a => KindOf(a) == ZendeskKind.Admin)),
            new("suspended agents and admins", _accounts.Count(a => a.IsSuspended == true)),
            .. Platform.ReadsGroups
                ? [new("groups", _groups.Count), new("group memberships", _memberships)]
                : Array.Empty<PopulationCount>(),
            .. Platform.ReadsTokens
                ? [new("API tokens", _apiTokens.Count), new("OAuth clients", _clients.Count), new("OAuth tokens", _oauthTokens.Count)]
                : Array.Empty<PopulationCount>(),
        ];

    public override IReadOnlyList<VendorCount> VendorCounts =>
        _counted is { } counted ? [new VendorCount("users", counted, Tolerance)] : [];

    public override IReadOnlyList<CompletenessAssertion> Completeness
    {
        get
        {
            var rows = _accounts.Count + _deleted;
            var tolerance = Tolerance;
            var proofs = new List<CompletenessAssertion>
            {
                new(
                    "The credential's own account is in the list, as an agent or admin",
                    _accounts.Any(a => a.Id == _self.Id),
                    $"its role is {_self.Role ?? "unknown"}",
                    "Run again when nobody is joining or leaving; if it stays, the list is not whole."
                ),
                new(
                    "There are not fewer agents and admins than Zendesk counts, apart from what its count may be behind",
                    rows + tolerance >= _counted,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{rows} rows, {_counted?.ToString(CultureInfo.InvariantCulture) ?? "nobody"} counted, {tolerance} may be missing"
                    ),
                    $"Run again later, because Zendesk may keep its count for a day; if it stays, the list is not whole, or count_tolerance in audits.yaml is too small for {Platform.Title}."
                ),
            };
            if (Platform.ReadsGroups)
            {
                proofs.Add(
                    new(
                        "No group and no membership appears twice",
                        _groups.Count == _groupRows && _repeatedMemberships == 0,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{_groupRows} rows, {_groups.Count} groups; {_memberships} memberships, {_repeatedMemberships} of them repeated"
                        ),
                        "Run again when nobody is changing groups."
                    )
                );
                proofs.Add(
                    new(
                        "Everybody in a group is in the list of agents and admins",
                        _strangersInGroups == 0,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{_groupsOfUser.Count} people in groups, {_strangersInGroups} of them not in the list"
                        ),
                        $"Run again when nobody is joining or leaving; if it stays, the list of agents is not whole, or switch {Zendesk.IdOf<GroupsMatch>()} off to do without groups."
                    )
                );
            }

            if (Platform.ReadsTokens)
            {
                var ids = Tokens.Select(t => t.Id).Distinct(StringComparer.Ordinal).Count();
                proofs.Add(
                    new(
                        "No API token and no OAuth client appears twice",
                        ids == Tokens.Count,
                        string.Create(CultureInfo.InvariantCulture, $"{Tokens.Count} rows, {ids} ids"),
                        "Run again when nobody is changing tokens."
                    )
                );
            }

            return proofs;
        }
    }

    private long Tolerance => Math.Max(LeastTolerance, (_counted ?? 0) * Platform.CountTolerance / 100);

    /// <summary>Adds an agent or admin. Somebody who was deleted is only counted.</summary>
    public void Add(ZendeskAccount account)
    {
        lock (_lock)
        {
            if (account.IsActive == false)
            {
                _deleted++;
            }
            else
            {
                _accounts.Add(account);
            }
        }
    }

    /// <summary>Adds a custom role.</summary>
    public void Add(ZendeskRole role)
    {
        lock (_lock)
        {
            _roles[role.Id] = role;
        }
    }

    /// <summary>Adds a group.</summary>
    public void Add(ZendeskGroup group)
    {
        lock (_lock)
        {
            _groupRows++;
            _groups[group.Id] = group;
        }
    }

    /// <summary>Adds a membership.</summary>
    public void Add(ZendeskMembership membership)
    {
        lock (_lock)
        {
            _memberships++;
            if (!_groupsOfUser.TryGetValue(membership.User, out var groups))
            {
                _groupsOfUser[membership.User] = groups = new List<string>(2);
            }

            groups.Add(membership.Group);
        }
    }

    /// <summary>Adds an API token.</summary>
    public void Add(ZendeskApiToken token)
    {
        lock (_lock)
        {
            _apiTokens.Add(token);
        }
    }

    /// <summary>Adds an OAuth client.</summary>
    public void Add(ZendeskOAuthClient client)
    {
        lock (_lock)
        {
            _clients.Add(client);
        }
    }

    /// <summary>Adds a token that was given to an OAuth client.</summary>
    public void Add(ZendeskOAuthToken token)
    {
        lock (_lock)
        {
            _oauthTokens.Add(token);
        }
    }

    /// <summary>Takes the vendor's own count of agents and admins.</summary>
    public void Add(ZendeskCount count)
    {
        lock (_lock)
        {
            _counted = count.Value;
        }
    }

    /// <summary>Notes that the instance has no API tokens any more.</summary>
    public void LacksApiTokens(string notice)
    {
        HasApiTokens = false;
        Notice(notice);
    }

    /// <summary>Adds what people should know of how this was read.</summary>
    public void Notice(string notice)
    {
        lock (_lock)
        {
            _notices.Add(notice);
        }
    }

    /// <summary>Puts the lists in order, when all of them were read to their ends.</summary>
    public void Complete()
    {
        _accounts.Sort((one, other) => CompareIds(one.Id, other.Id));
        _notices.Sort(StringComparer.Ordinal);
        var ids = _accounts.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        _strangersInGroups = _groupsOfUser.Keys.Count(user => !ids.Contains(user));
        _repeatedMemberships = _groupsOfUser.Values.Sum(groups => groups.Count - groups.Distinct(StringComparer.Ordinal).Count());
        var owners = _apiTokens.Select(OwnerOf).Concat(_clients.Select(c => c.Owner)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var emails = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var account in _accounts.Where(a => owners.Contains(a.Id)))
        {
            emails[account.Id] = account.Email;
        }

        Tokens = [.. ReviewedApiTokens(emails), .. ReviewedClients(emails)];
    }

    /// <summary>Which of the three lists an account is in.</summary>
    public ZendeskKind KindOf(ZendeskAccount account) =>
        account.IsAdminByType || (account.CustomRole is { } id && Platform.AdminRoles.Contains(id)) ? ZendeskKind.Admin
        : account.IsLightByType
        || (account.CustomRole is { } role && (Platform.LightAgentRoles.Contains(role) || _roles.GetValueOrDefault(role)?.IsLight == true))
            ? ZendeskKind.Light
        : ZendeskKind.Full;

    /// <summary>The name of an account's role: the custom role's, else what the vendor's other fields mean.</summary>
    public string RoleOf(ZendeskAccount account) =>
        account switch
        {
            { CustomRole: { } id } => _roles.TryGetValue(id, out var role) ? role.Name : $"custom role {id}",
            { IsLightByType: true } => "Light agent",
            { Role: "admin" } => "Admin",
            { Role: "agent" } => "Agent",
            _ => account.Role,
        };

    /// <summary>The names of an account's groups, in order. Groups that were deleted don't count.</summary>
    public IReadOnlyList<string> GroupsOf(ZendeskAccount account) =>
        _groupsOfUser.TryGetValue(account.Id, out var groups)
            ?
            [
                .. groups
                    .Where(g => !_groups.TryGetValue(g, out var group) || !group.IsDeleted)
                    .Select(g => _groups.GetValueOrDefault(g)?.Name ?? $"group {g}")
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Whether the team file gives a teammate the very role that the account has.</summary>
    public bool HasRoleOfTeamFile(ZendeskAccount account, Teammate teammate) =>
        Platform.ProfileOf(teammate)?.Role is { } role && Roster.NormaliseName(role) == Roster.NormaliseName(RoleOf(account));

    public override string? PlatformIdOf(Teammate teammate) => teammate.Field(Platform.ProfileKeys.Id);

    public override bool IsExpected(Teammate teammate) => Platform.ExpectsEverybody || Platform.ProfileOf(teammate) is not null;

    public override bool NeedsTeammate(Account account) =>
        Platform.LightAgentsNeedTeammate || KindOf((ZendeskAccount)account) != ZendeskKind.Light;

    private static int CompareIds(string one, string other) =>
        one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other);

    private static string? OwnerOf(ZendeskApiToken token) => token.Assignee ?? token.Creator;

    private static string? EmailOf(string? account, Dictionary<string, string?> emails) =>
        account is null ? null : emails.GetValueOrDefault(account);

    private IEnumerable<ReviewedToken> ReviewedApiTokens(Dictionary<string, string?> emails) =>
        _apiTokens
            .OrderBy(t => t.Id, Comparer<string>.Create(CompareIds))
            .Select(t => new ReviewedToken
            {
                Id = $"api_token/{t.Id}",
                Kind = "API token",
                Description = t.Description,
                Owner = OwnerOf(t),
                OwnerEmail = EmailOf(OwnerOf(t), emails) ?? (OwnerOf(t) == t.Creator ? t.CreatorEmail : null),
                IsActive = t.IsActive,
                Created = t.Created,
                LastUsed = t.LastUsed,
                TellsUse = t.TellsUse,
            });

    private IEnumerable<ReviewedToken> ReviewedClients(Dictionary<string, string?> emails)
    {
        var tokens = _oauthTokens.ToLookup(t => t.Client, StringComparer.Ordinal);
        var own = _clients.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return _clients
            .Select(c =>
                (
                    c.Id,
                    Token: OfTokens(c.Id, "OAuth client", tokens[c.Id]) with
                    {
                        Name = c.Name ?? c.Identifier,
                        Description = c.Description,
                        Owner = c.Owner,
                        OwnerEmail = EmailOf(c.Owner, emails),
                        Created = c.Created,
                    }
                )
            )
            .Concat(
                tokens
                    .Where(t => !own.Contains(t.Key))
                    .Select(t => (Id: t.Key, Token: OfTokens(t.Key, "global OAuth app", t) with { IsGlobal = true }))
            )
            .OrderBy(c => c.Id, Comparer<string>.Create(CompareIds))
            .Select(c => c.Token);
    }

    private static ReviewedToken OfTokens(string id, string kind, IEnumerable<ZendeskOAuthToken> tokens) =>
        new()
        {
            Id = $"oauth_client/{id}",
            Kind = kind,
            LastUsed = tokens.Max(t => t.LastUsed),
            TellsUse = true,
            Scopes = [.. tokens.SelectMany(t => t.Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
}

/// <summary>What somebody may do in an instance.</summary>
public enum ZendeskKind
{
    /// <summary>An agent who may do more than a light agent.</summary>
    Full,

    /// <summary>A light agent, who may read and comment privately.</summary>
    Light,

    /// <summary>An administrator.</summary>
    Admin,
}
