using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>
/// What the relationships between people and groups come to. Of admins it knows who they are, of members how many there are.
/// </summary>
internal sealed class CalendlyGroupParts
{
    private readonly Dictionary<string, long> _countOfGroup;
    private readonly Dictionary<string, List<string>> _groupsOfAdmin;

    private CalendlyGroupParts(Dictionary<string, long> countOfGroup, Dictionary<string, List<string>> groupsOfAdmin) =>
        (_countOfGroup, _groupsOfAdmin) = (countOfGroup, groupsOfAdmin);

    /// <summary>How many relationships there are.</summary>
    public long Count { get; private init; }

    /// <summary>How many people are in groups, each counted once.</summary>
    public int People { get; private init; }

    /// <summary>How many of these people are none of the organization's users.</summary>
    public int Strangers { get; private init; }

    /// <summary>The parts of relationships that are at hand.</summary>
    /// <param name="users">The URIs of the organization's users.</param>
    public static CalendlyGroupParts Of(IEnumerable<CalendlyGroupRelationship> relationships, IEnumerable<string> users)
    {
        var builder = new Builder();
        foreach (var relationship in relationships)
        {
            builder.Add(relationship);
        }

        return builder.Build(users);
    }

    /// <summary>How many relationships a group has.</summary>
    public long CountOf(string group) => _countOfGroup.GetValueOrDefault(group);

    /// <summary>The groups that a user is admin of, in the order in which they were read; one may be there twice.</summary>
    public IReadOnlyList<string> GroupsLedBy(string user) => _groupsOfAdmin.GetValueOrDefault(user) ?? [];

    /// <summary>Half of a URI's SHA-256: it takes a seventh of the URI's memory, and no two URIs share it.</summary>
    private static UInt128 FingerprintOf(string uri) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uri)));

    /// <summary>Takes relationships one by one, as there may be more of them than memory should hold.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, long> _countOfGroup = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<string>> _groupsOfAdmin = new(StringComparer.Ordinal);
        private readonly HashSet<UInt128> _people = [];
        private long _count;

        /// <summary>Adds a relationship.</summary>
        public void Add(CalendlyGroupRelationship relationship)
        {
            _count++;
            _countOfGroup[relationship.Group] = _countOfGroup.GetValueOrDefault(relationship.Group) + 1;
            if (relationship.User is not { } user)
            {
                return;
            }

            _people.Add(FingerprintOf(user));
            if (relationship.Role == "admin")
            {
                if (!_groupsOfAdmin.TryGetValue(user, out var groups))
                {
                    _groupsOfAdmin[user] = groups = [];
                }

                groups.Add(relationship.Group);
            }
        }

        /// <summary>What was added; nothing may be added afterwards.</summary>
        /// <param name="users">The URIs of the organization's users.</param>
        public CalendlyGroupParts Build(IEnumerable<string> users)
        {
            var people = _people.Count;
            _people.ExceptWith(users.Select(FingerprintOf));
            return new CalendlyGroupParts(_countOfGroup, _groupsOfAdmin)
            {
                Count = _count,
                People = people,
                Strangers = _people.Count,
            };
        }
    }
}
