namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Who is in which groups.</summary>
internal sealed class ZendeskMemberships
{
    private readonly Dictionary<string, List<string>> _groupsOfUser;

    private ZendeskMemberships(Dictionary<string, List<string>> groupsOfUser) => _groupsOfUser = groupsOfUser;

    /// <summary>How many memberships there are.</summary>
    public long Count => _groupsOfUser.Values.Sum(groups => (long)groups.Count);

    /// <summary>How many of them say what another one says.</summary>
    public long Repeated => _groupsOfUser.Values.Sum(groups => groups.Count - groups.Distinct(StringComparer.Ordinal).Count());

    /// <summary>The ids of the people who are in groups.</summary>
    public IReadOnlyCollection<string> Users => _groupsOfUser.Keys;

    /// <summary>The memberships at hand.</summary>
    public static ZendeskMemberships Of(params IEnumerable<ZendeskMembership> memberships)
    {
        var builder = new Builder();
        foreach (var membership in memberships)
        {
            builder.Add(membership);
        }

        return builder.Build();
    }

    /// <summary>The ids of a user's groups, in the order in which they were read.</summary>
    public IReadOnlyList<string> GroupsOf(string user) => _groupsOfUser.GetValueOrDefault(user) ?? [];

    /// <summary>Takes memberships one by one: of each, two ids are kept.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, List<string>> _groupsOfUser = new(StringComparer.Ordinal);

        /// <summary>Adds a membership.</summary>
        public void Add(ZendeskMembership membership)
        {
            if (!_groupsOfUser.TryGetValue(membership.User, out var groups))
            {
                _groupsOfUser[membership.User] = groups = new List<string>(2);
            }

            groups.Add(membership.Group);
        }

        /// <summary>What was added; nothing may be added afterwards.</summary>
        public ZendeskMemberships Build() => new(_groupsOfUser);
    }
}
