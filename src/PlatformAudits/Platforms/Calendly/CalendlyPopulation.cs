using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>Everybody who has, or may come to have, access to the organization.</summary>
internal sealed class CalendlyPopulation : Population
{
    private readonly HashSet<string> _invited;

    /// <summary>A population as it was read.</summary>
    /// <param name="self">The URI of the token's own user.</param>
    public CalendlyPopulation(
        string self,
        IEnumerable<CalendlyAccount> accounts,
        IEnumerable<CalendlyInvitation> invitations,
        IReadOnlyCollection<CalendlyGroup> groups,
        CalendlyGroupParts parts
    )
    {
        Accounts = [.. accounts.OrderBy(a => a.Id, StringComparer.Ordinal)];
        Invitations = [.. invitations.OrderBy(i => i.Uri, StringComparer.Ordinal)];
        Groups = groups.GroupBy(g => g.Uri, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        GroupRows = groups.Count;
        Parts = parts;
        RoleOfSelf = Accounts.FirstOrDefault(a => a.Id == self)?.Role;
        _invited = Invitations.Where(i => i.IsPending).Select(i => i.Email.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public override IReadOnlyList<CalendlyAccount> Accounts { get; }

    /// <summary>All invitations, in the order of their URIs.</summary>
    public IReadOnlyList<CalendlyInvitation> Invitations { get; }

    /// <summary>The groups by their URIs.</summary>
    public IReadOnlyDictionary<string, CalendlyGroup> Groups { get; }

    /// <summary>How many rows the list of groups had.</summary>
    public int GroupRows { get; }

    /// <summary>Who has which part in the groups.</summary>
    public CalendlyGroupParts Parts { get; }

    /// <summary>The role of the token's own account, or null when it is no member.</summary>
    public string? RoleOfSelf { get; }

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("accounts", Accounts.Count),
            new("owners and admins", Accounts.Count(a => a.IsAdmin)),
            new("pending invitations", Invitations.Count(i => i.IsPending)),
            new("groups", Groups.Count),
            new("group relationships", Parts.Count),
        ];

    /// <summary>The names of the groups that an account is admin of, in order.</summary>
    public IReadOnlyList<string> GroupsLedBy(CalendlyAccount account) =>
        [
            .. Parts
                .GroupsLedBy(account.Id)
                .Distinct(StringComparer.Ordinal)
                .Select(g => Groups.GetValueOrDefault(g)?.Name ?? g)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Whether an address was invited and may still accept.</summary>
    public bool IsInvited(string email) => _invited.Contains(email.Trim());
}
