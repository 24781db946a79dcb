namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The groups of an instance and who is in them.</summary>
internal sealed class ZendeskGroups
{
    private readonly Dictionary<string, ZendeskGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Groups as they were read.</summary>
    public ZendeskGroups(IReadOnlyCollection<ZendeskGroup> groups, ZendeskMemberships memberships)
    {
        Rows = groups.Count;
        Memberships = memberships;
        foreach (var group in groups)
        {
            _groups[group.Id] = group;
        }
    }

    /// <summary>How many rows the list of groups had.</summary>
    public int Rows { get; }

    /// <summary>How many groups there are.</summary>
    public int Count => _groups.Count;

    /// <summary>Who is in which.</summary>
    public ZendeskMemberships Memberships { get; }

    /// <summary>The names of an account's groups, in order. Groups that were deleted don't count.</summary>
    public IReadOnlyList<string> NamesOf(ZendeskAccount account) =>
        [
            .. Memberships
                .GroupsOf(account.Id)
                .Where(g => !_groups.TryGetValue(g, out var group) || !group.IsDeleted)
                .Select(g => _groups.GetValueOrDefault(g)?.Name ?? $"group {g}")
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
}
