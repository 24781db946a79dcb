namespace PlatformAudits.Team;

/// <summary>
/// The teammates by one kind of platform id. <see cref="Roster.IndexBy"/> makes one, once per kind; looking up takes constant time.
/// </summary>
public sealed class PlatformIdIndex
{
    private readonly ILookup<string, Teammate> _teammates;

    internal PlatformIdIndex(IEnumerable<Teammate> teammates, Func<Teammate, string?> idOf, StringComparer comparer) =>
        _teammates = teammates
            .Select(teammate => (Id: idOf(teammate), Teammate: teammate))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Id))
            .ToLookup(pair => pair.Id!, pair => pair.Teammate, comparer);

    /// <summary>Who has an id: nobody when it is null, several only when the kind of id is not distinct in the team file.</summary>
    public IReadOnlyList<Teammate> Find(string? id) => id is null ? [] : [.. _teammates[id]];
}
