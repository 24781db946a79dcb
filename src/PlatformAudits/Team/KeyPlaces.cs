using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>Where the keys of a format stand in a person's entry: each in a section, which it may have in common with others.</summary>
internal sealed class KeyPlaces
{
    private readonly List<(int Above, string Name)> _sections = [];
    private readonly (int Section, string Name)[] _keys;

    public KeyPlaces(TeamFormat format) => _keys = [.. format.Keys.Select(key => Find(key.Path.Split('.')))];

    /// <summary>The sections of a person's entry that hold keys; the first is the entry itself.</summary>
    /// <exception cref="AuditException">One is no mapping.</exception>
    public Fields[] SectionsOf(Fields person)
    {
        var sections = new Fields[_sections.Count + 1];
        sections[0] = person;
        foreach (var (index, (above, name)) in _sections.Index())
        {
            sections[index + 1] = sections[above].Section(name);
        }

        return sections;
    }

    /// <summary>The section of a key, and the key's name there.</summary>
    /// <param name="key">Where the key stands in the format.</param>
    public (Fields Section, string Name) Of(int key, Fields[] sections) => (sections[_keys[key].Section], _keys[key].Name);

    private (int Section, string Name) Find(string[] path)
    {
        var section = 0;
        foreach (var name in path[..^1])
        {
            var known = _sections.IndexOf((section, name));
            if (known < 0)
            {
                known = _sections.Count;
                _sections.Add((section, name));
            }

            section = known + 1;
        }

        return (section, path[^1]);
    }
}
