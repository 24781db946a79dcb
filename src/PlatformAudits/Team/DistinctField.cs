namespace PlatformAudits.Team;

/// <summary>A field of which no two people may have the same value.</summary>
internal sealed class DistinctField
{
    private readonly string _key;
    private readonly Dictionary<string, Teammate> _owners;

    /// <summary>A field that nobody has yet.</summary>
    /// <param name="key">The field's full key, for people.</param>
    /// <param name="comparer">When two values are the same.</param>
    public DistinctField(string key, StringComparer comparer)
    {
        _key = key;
        _owners = new Dictionary<string, Teammate>(comparer);
    }

    /// <summary>Gives a value to a teammate.</summary>
    /// <param name="value">The value; null when the teammate has none.</param>
    /// <param name="place">Where the value is.</param>
    /// <param name="teammate">The teammate.</param>
    /// <exception cref="AuditException">Somebody else has it.</exception>
    public void Claim(string? value, FilePlace place, Teammate teammate)
    {
        if (value is not null && !_owners.TryAdd(value, teammate))
        {
            var owner = _owners[value];
            throw TeamFileError.At(
                place,
                $"{TeamFileError.Shown(teammate.Name)} has the same {_key} {TeamFileError.Shown(value)} as {TeamFileError.Shown(owner.Name)} at {owner.Source}",
                "correct one of the two, or remove the entry that is there twice");
        }
    }
}
