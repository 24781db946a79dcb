namespace PlatformAudits.Team;

/// <summary>
/// The keys that are read of every person in the team file besides those that every team has. Two are equal when their keys are.
/// </summary>
public sealed class TeamFormat : IEquatable<TeamFormat>
{
    private readonly TeamKey[] _keys;

    /// <summary>A format of keys, which may be there more than once.</summary>
    public TeamFormat(IEnumerable<TeamKey> keys) => _keys = [.. keys.Distinct()];

    /// <summary>No further keys.</summary>
    public static TeamFormat Plain { get; } = new([]);

    /// <summary>The keys, each once, in the order in which they are read.</summary>
    public IReadOnlyList<TeamKey> Keys => _keys;

    /// <summary>Whether the other one has the same keys in the same order.</summary>
    public bool Equals(TeamFormat? other) => other is not null && _keys.AsSpan().SequenceEqual(other._keys);

    public override bool Equals(object? obj) => Equals(obj as TeamFormat);

    public override int GetHashCode() => _keys.Aggregate(_keys.Length, HashCode.Combine);

    /// <summary>Where a key stands among the keys, or -1.</summary>
    internal int IndexOf(TeamKey key) => Array.IndexOf(_keys, key);
}
