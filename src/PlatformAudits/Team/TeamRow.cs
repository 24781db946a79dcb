namespace PlatformAudits.Team;

/// <summary>
/// One person's values in <see cref="TeamColumns"/>; the default value has none. Two are equal when their values are, wherever these
/// stand.
/// </summary>
internal readonly struct TeamRow(TeamColumns columns, int index) : IEquatable<TeamRow>
{
    private readonly TeamColumns? _columns = columns;
    private readonly int _index = index;

    private IEnumerable<TeamKey> Keys => _columns?.Format.Keys ?? [];

    private IEnumerable<(TeamKey Key, string Texts)> Values
    {
        get
        {
            var row = this;
            return Keys.Select(key => (key, string.Join('\n', row.Texts(key)))).Where(value => value.Item2.Length > 0);
        }
    }

    public bool Has(TeamKey key) => IndexOf(key) >= 0;

    /// <summary>A text, or an id in digits; null where there is none.</summary>
    public string? Text(TeamKey key) => IndexOf(key) is >= 0 and var column ? _columns!.Text(column, _index) : null;

    /// <summary>A list of texts, or what <see cref="Text"/> gives as a list of one; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(TeamKey key) => IndexOf(key) is >= 0 and var column ? _columns!.Texts(column, _index) : [];

    /// <summary>The values of a person of their own, with other texts for a key.</summary>
    public TeamRow With(TeamKey key, IReadOnlyList<string> texts)
    {
        var columns = new TeamColumns(new TeamFormat(Keys.Append(key)), rows: 1);
        foreach (var (index, known) in columns.Format.Keys.Index())
        {
            columns.SetTexts(index, 0, known == key ? texts : Texts(known));
        }

        return new TeamRow(columns, 0);
    }

    public bool Equals(TeamRow other) => Values.ToHashSet().SetEquals(other.Values);

    public override bool Equals(object? obj) => obj is TeamRow row && Equals(row);

    public override int GetHashCode() => Values.Aggregate(0, (hash, value) => hash ^ value.GetHashCode());

    private int IndexOf(TeamKey key) => _columns?.Format.IndexOf(key) ?? -1;
}
