using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Every agent and admin of an instance, and what programs sign in with.</summary>
internal sealed class ZendeskPopulation : Population
{
    private readonly ZendeskRoles _roles;
    private readonly ZendeskTokens? _tokens;

    /// <summary>A population as it was read.</summary>
    /// <param name="self">The credential's own account.</param>
    /// <param name="day">The day on which the run began, UTC.</param>
    /// <param name="counted">The vendor's own count of agents and admins.</param>
    /// <param name="groups">The groups; null where they were not read.</param>
    /// <param name="tokens">What programs sign in with; null where it was not read.</param>
    /// <param name="notices">What people should know of how this was read.</param>
    public ZendeskPopulation(
        ZendeskSelf self,
        DateOnly day,
        ZendeskStaff staff,
        VendorCount counted,
        ZendeskRoles roles,
        ZendeskGroups? groups,
        ZendeskTokens? tokens,
        params IEnumerable<string> notices
    )
    {
        Self = self;
        Day = day;
        Accounts = [.. staff.Accounts.OrderBy(a => a.Id, ZendeskIds.Order)];
        Deleted = staff.Deleted;
        Counted = counted;
        Groups = groups;
        Tokens = tokens?.Review(Accounts) ?? [];
        Notices = [.. notices.Order(StringComparer.Ordinal)];
        _roles = roles;
        _tokens = tokens;
    }

    /// <summary>Where people sign in to the instance.</summary>
    public required Uri Site { get; init; }

    /// <summary>The credential's own account.</summary>
    public ZendeskSelf Self { get; }

    /// <summary>The day on which the run began, UTC: what ends and last uses are held against.</summary>
    public DateOnly Day { get; }

    public override IReadOnlyList<ZendeskAccount> Accounts { get; }

    /// <summary>How many agents and admins were deleted and are still listed.</summary>
    public int Deleted { get; }

    /// <summary>The vendor's own count of agents and admins.</summary>
    public VendorCount Counted { get; }

    /// <summary>The groups; null where they were not read.</summary>
    public ZendeskGroups? Groups { get; }

    /// <summary>What programs sign in with: API tokens, then OAuth clients, by their ids.</summary>
    public IReadOnlyList<ReviewedToken> Tokens { get; }

    /// <summary>Whether it was read what programs sign in with.</summary>
    public bool HasTokens => _tokens is not null;

    /// <summary>Whether the instance has API tokens at all; false where they are switched off or retired.</summary>
    public bool HasApiTokens => _tokens?.ApiTokens is not null;

    public override IReadOnlyList<string> Notices { get; }

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("agents and admins", Accounts.Count),
            new("light agents", Accounts.Count(a => KindOf(a) == ZendeskKind.Light)),
            new("full agents", Accounts.Count(a => KindOf(a) == ZendeskKind.Full)),
            new("admins", Accounts.Count(a => KindOf(a) == ZendeskKind.Admin)),
            new("suspended agents and admins", Accounts.Count(a => a.IsSuspended == true)),
            .. Groups is null
                ? Array.Empty<PopulationCount>()
                : [new("groups", Groups.Count), new("group memberships", Groups.Memberships.Count)],
            .. _tokens is null
                ? Array.Empty<PopulationCount>()
                :
                [
                    new("API tokens", _tokens.ApiTokens?.Count ?? 0),
                    new("OAuth clients", _tokens.Clients.Count),
                    new("OAuth tokens", _tokens.OAuthTokens.Count),
                ],
        ];

    public override IReadOnlyList<VendorCount> VendorCounts => [Counted];

    internal override IEnumerable<TokenUnderReview> TokensOf(Comparison comparison)
    {
        var owners = TokenOwners.In(comparison, this);
        return Tokens.Select(token => new TokenUnderReview
        {
            Account = token.Account,
            Label = token.Label,
            OwnerName = owners.NameOf(token),
            Owner = owners.Of(token),
            Traits = token.Traits,
        });
    }

    /// <summary>Which of the three lists an account is in.</summary>
    public ZendeskKind KindOf(ZendeskAccount account) => _roles.KindOf(account);

    /// <summary>The name of an account's role: the custom role's, else what the vendor's other fields mean.</summary>
    public string RoleOf(ZendeskAccount account) => _roles.NameOf(account);

    /// <summary>The names of an account's groups, in order; none where they were not read.</summary>
    public IReadOnlyList<string> GroupsOf(ZendeskAccount account) => Groups?.NamesOf(account) ?? [];
}
