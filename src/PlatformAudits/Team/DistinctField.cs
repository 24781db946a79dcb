using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// A field of which no two people may have the same value. It keeps hashes instead of values, because a team of 100,000 has a million of
/// them; a hash that comes twice is looked into.
/// </summary>
internal sealed class DistinctField
{
    private readonly string _key;
    private readonly Func<Teammate, string?> _valueOf;
    private readonly StringComparer _comparer;
    private readonly HashSet<int> _hashes = [];

    /// <summary>A field that nobody has yet.</summary>
    /// <param name="valueOf">The field of a teammate, or null.</param>
    public DistinctField(string key, Func<Teammate, string?> valueOf, StringComparer comparer)
    {
        _key = key;
        _valueOf = valueOf;
        _comparer = comparer;
    }

    /// <summary>Gives a teammate's value to the teammate.</summary>
    /// <exception cref="AuditException">One of those has it.</exception>
    public void Reserve(Teammate teammate, FilePlace place, IEnumerable<Teammate> earlier)
    {
        if (
            _valueOf(teammate) is { } value
            && !_hashes.Add(_comparer.GetHashCode(value))
            && earlier.FirstOrDefault(e => _comparer.Equals(_valueOf(e), value)) is { } owner
        )
        {
            throw TeamFileError.At(
                place,
                $"{TeamFileError.Shown(teammate.Name)} has the same {_key} {TeamFileError.Shown(value)} as "
                    + $"{TeamFileError.Shown(owner.Name)} at {owner.Source}",
                "correct one of the two, or remove the entry that is there twice"
            );
        }
    }
}
