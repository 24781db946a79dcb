using System.Globalization;

namespace PlatformAudits.Foundation;

/// <summary>A mapping of keys in a <see cref="SettingsFile"/>. Every error names file, line and column.</summary>
public sealed class SettingsSection
{
    private readonly string _what;
    private readonly string _path;
    private readonly YamlMapping _mapping;
    private readonly ReadingNotices _notices;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<SettingsSection> _sections = [];

    internal SettingsSection(string what, string path, YamlMapping mapping, ReadingNotices notices)
    {
        _notices = notices;
        _what = what;
        _path = path;
        _mapping = mapping;
    }

    /// <summary>Whether it holds no key.</summary>
    public bool IsEmpty => _mapping.Pairs.Count == 0;

    /// <summary>The line that the mapping begins in, from 1.</summary>
    public int Line => _mapping.Start.Line;

    /// <summary>
    /// Every key, here and in the mappings below, that was asked for, as people write it in errors, with the line that it stands in; null
    /// where it does not.
    /// </summary>
    public IEnumerable<(string Path, int? Line)> Asked() =>
        _known
            .Order(StringComparer.Ordinal)
            .Select(key =>
                (_path + key, _mapping.Pairs.Select(pair => pair.Key).OfType<YamlText>().FirstOrDefault(k => k.Written == key)?.Start.Line)
            )
            .Concat(_sections.SelectMany(s => s.Asked()));

    /// <summary>A text, or a default where the key is absent or empty.</summary>
    /// <param name="fallback">The default.</param>
    public string? Text(string key, string? fallback = null) =>
        Find(key) switch
        {
            null => fallback,
            YamlText { Written: { Length: > 0 } value } => value,
            YamlText => fallback,
            var other => throw Wrong(other, $"{_path}{key} must be a text"),
        };

    /// <summary>What was read in another way than it is written, anywhere in the file, a sentence each.</summary>
    public IReadOnlyList<string> Notices => _notices.Sentences;

    /// <summary>
    /// An id, an address, a link or a user name, read without characters that nobody sees and that come along when people paste; or a
    /// default where the key is absent or empty.
    /// </summary>
    /// <param name="fallback">The default.</param>
    public string? Value(string key, string? fallback = null) =>
        Find(key) is YamlText text ? _notices.Clean(text, text.Start, _path + key) ?? fallback : Text(key, fallback);

    /// <summary>Such a value that must be there.</summary>
    /// <exception cref="AuditException">It is absent or empty.</exception>
    public string RequiredValue(string key) => Value(key) ?? throw Wrong(Find(key) ?? _mapping, $"{_path}{key} is missing");

    /// <summary>A list of such values; empty where the key is absent.</summary>
    public IReadOnlyList<string> Values(string key) =>
        Find(key) is YamlList list
            ?
            [
                .. list.Items.Select(item =>
                    (item is YamlText text ? _notices.Clean(text, text.Start, _path + key) : null)
                    ?? throw Wrong(item, $"{_path}{key} must hold texts only")
                ),
            ]
            : Texts(key);

    /// <summary>A text that must be there.</summary>
    /// <exception cref="AuditException">It is absent or empty.</exception>
    public string RequiredText(string key) => Text(key) ?? throw Wrong(Find(key) ?? _mapping, $"{_path}{key} is missing");

    /// <summary>Yes or no, or a default.</summary>
    /// <param name="fallback">The default.</param>
    public bool Switch(string key, bool fallback) =>
        Text(key)?.ToLowerInvariant() switch
        {
            null => fallback,
            "true" or "yes" or "on" => true,
            "false" or "no" or "off" => false,
            _ => throw Wrong(Find(key)!, $"{_path}{key} must be true or false"),
        };

    /// <summary>A whole number within bounds, or a default.</summary>
    /// <param name="fallback">The default.</param>
    public int Number(string key, int fallback, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        return
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Wrong(Find(key)!, $"{_path}{key} must be a whole number from {least} to {most}");
    }

    /// <summary>Different whole numbers within bounds, in ascending order; none where the key is absent.</summary>
    public IReadOnlyList<int> Numbers(string key, int least, int most) =>
        [
            .. Texts(key)
                .Select(text =>
                    int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most
                        ? number
                        : throw Wrong(Find(key)!, $"{_path}{key} must hold whole numbers from {least} to {most}")
                )
                .Distinct()
                .Order(),
        ];

    /// <summary>A time of day (<c>HH:MM</c>), or a default where the key is absent or empty; null where it is <c>off</c>.</summary>
    /// <param name="fallback">The default.</param>
    public TimeOnly? Time(string key, TimeOnly? fallback) =>
        Text(key) switch
        {
            null => fallback,
            "off" => null,
            var text when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
            _ => throw Wrong(Find(key)!, $"{_path}{key} must be a time of day in quotes, such as \"06:15\", or off"),
        };

    /// <summary>A date (<c>YYYY-MM-DD</c>) that must be there.</summary>
    public DateOnly RequiredDate(string key) =>
        DateOnly.TryParseExact(RequiredValue(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(Find(key)!, $"{_path}{key} must be a date such as 2027-01-31");

    /// <summary>A list of texts; empty where the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        Find(key) switch
        {
            null or YamlText { Written: "" } => [],
            YamlList list =>
            [
                .. list.Items.Select(item =>
                    item is YamlText { Written: { Length: > 0 } value } ? value : throw Wrong(item, $"{_path}{key} must hold texts only")
                ),
            ],
            var other => throw Wrong(other, $"{_path}{key} must be a list"),
        };

    /// <summary>The keys of a mapping whose keys people choose, in the file's order.</summary>
    public IReadOnlyList<string> Keys() =>
        [
            .. _mapping.Pairs.Select(pair =>
                pair.Key is YamlText { Written: { Length: > 0 } name } ? name : throw Wrong(pair.Key, "a key must be a text")
            ),
        ];

    /// <summary>Whether a key is there, if only with an empty value: an empty list is not the same as none.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>A mapping below this one; an empty one where the key is absent.</summary>
    public SettingsSection Section(string key)
    {
        var value = Find(key);
        var section = new SettingsSection(
            _what,
            $"{_path}{key}.",
            value switch
            {
                YamlMapping mapping => mapping,
                null or YamlText { Written: "" } => YamlMapping.EmptyAt(_mapping.Start with { Line = 1, Column = 1 }),
                var other => throw Wrong(other, $"{_path}{key} must be a mapping of keys"),
            },
            _notices
        );
        _sections.Add(section);
        return section;
    }

    /// <summary>The mappings in a list; none where the key is absent.</summary>
    public IReadOnlyList<SettingsSection> Sections(string key)
    {
        switch (Find(key))
        {
            case null or YamlText { Written: "" }:
                return [];
            case YamlList list:
                var sections = list
                    .Items.Select(
                        (item, index) =>
                            new SettingsSection(
                                _what,
                                string.Create(CultureInfo.InvariantCulture, $"{_path}{key}[{index + 1}]."),
                                item as YamlMapping ?? throw Wrong(item, $"{_path}{key} must hold mappings of keys only"),
                                _notices
                            )
                    )
                    .ToList();
                _sections.AddRange(sections);
                return sections;
            case var other:
                throw Wrong(other, $"{_path}{key} must be a list");
        }
    }

    /// <summary>Fails on the first key, here or below, that nothing has asked for.</summary>
    /// <exception cref="AuditException">There is one.</exception>
    public void EnsureAllRead()
    {
        foreach (var (key, _) in _mapping.Pairs)
        {
            var name = key is YamlText { Written: var written } ? written : throw Wrong(key, "a key must be a text");
            if (!_known.Contains(name))
            {
                var nearest = Sentence.Nearest(name, _known);
                throw Wrong(
                    key,
                    $"there is no setting {_path}{name}",
                    nearest is null
                        ? $"the settings here are {Sentence.List([.. _known.Order(StringComparer.Ordinal)])}"
                        : $"did you mean {nearest}?"
                );
            }
        }

        foreach (var section in _sections)
        {
            section.EnsureAllRead();
        }
    }

    /// <summary>An error at a key of this mapping.</summary>
    /// <param name="advice">What to do, as a clause or a question.</param>
    public AuditException Wrong(string key, string problem, string advice = "mend it") =>
        Wrong(Find(key) ?? _mapping, $"{_path}{key} {problem}", advice);

    internal static AuditException Wrong(string what, YamlValue value, string problem, string advice = "mend it") =>
        new SettingsRules(what).At(value.Start, problem, advice);

    private AuditException Wrong(YamlValue value, string problem, string advice = "mend it") => Wrong(_what, value, problem, advice);

    private YamlValue? Find(string key)
    {
        _known.Add(key);
        return _mapping.Entries.GetValueOrDefault(key);
    }
}
