using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// The values of a mapping in the team file, each of the type that is asked for. Keys that nothing asks for may hold anything.
/// </summary>
internal sealed class Fields
{
    private readonly YamlMapping? _mapping;
    private readonly string _prefix;
    private readonly ReadingNotices _notices;

    /// <summary>The fields of a person.</summary>
    /// <param name="notices">Where it is said what is read in another way than it is written.</param>
    public Fields(YamlMapping person, ReadingNotices notices)
        : this(person, "", notices) { }

    private Fields(YamlMapping? mapping, string prefix, ReadingNotices notices)
    {
        _notices = notices;
        _mapping = mapping;
        _prefix = prefix;
    }

    /// <summary>A text, or null where it is absent.</summary>
    public string? Text(string key) =>
        Find(key) switch
        {
            null => null,
            YamlText text => text.Text,
            var other => throw Wrong(key, $"must be a text, and it is {other.Kind}"),
        };

    /// <summary>
    /// An id, an address, a link or a user name, read without characters that nobody sees; null where it is absent.
    /// </summary>
    public string? Value(string key) =>
        Find(key) is YamlText { Text: not null } text ? _notices.Clean(text, text.Place, _prefix + key) : Text(key);

    /// <summary>A vendor's numeric id, from 1, or null where it is absent.</summary>
    public long? Id(string key)
    {
        if (Value(key) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw Wrong(key, $"must be a whole number from 1, and it is {TeamFileError.Shown(text)}");
    }

    /// <summary>A date, or null where it is absent.</summary>
    public DateOnly? Date(string key)
    {
        if (Value(key) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(key, $"must be a date such as 2021-05-03, and it is {TeamFileError.Shown(text)}");
    }

    /// <summary>A list of texts; empty where it is absent.</summary>
    public IEnumerable<string> Texts(string key) =>
        Find(key) switch
        {
            null or YamlText { Text: null } => [],
            YamlList list => list.Items.Select(item =>
                item is YamlText { Text: { } text }
                    ? text
                    : throw TeamFileError.At(
                        item.Place,
                        $"{_prefix}{key} must hold texts only, and this is {item.Kind}",
                        "correct it or remove it"
                    )
            ),
            var other => throw Wrong(key, $"must be a list, and it is {other.Kind}"),
        };

    /// <summary>A list of texts, or a text alone as a list of one; empty where it is absent.</summary>
    public IEnumerable<string> TextOrTexts(string key) => Find(key) is YamlText { Text: { } text } ? [text] : Texts(key);

    /// <summary>The fields of a mapping below; without any where it is absent.</summary>
    public Fields Section(string key) =>
        Find(key) switch
        {
            null or YamlText { Text: null } => new Fields(null, "", _notices),
            YamlMapping mapping => new Fields(mapping, $"{_prefix}{key}.", _notices),
            var other => throw Wrong(key, $"must be a mapping of keys, and it is {other.Kind}"),
        };

    /// <summary>The mappings in a list; none where it is absent.</summary>
    public IEnumerable<Fields> Sections(string key) =>
        Find(key) switch
        {
            null or YamlText { Text: null } => [],
            YamlList list => list.Items.Select(item =>
                item is YamlMapping mapping
                    ? new Fields(mapping, $"{_prefix}{key}.", _notices)
                    : throw TeamFileError.At(
                        item.Place,
                        $"{_prefix}{key} must hold mappings of keys only, and this is {item.Kind}",
                        "correct it or remove it"
                    )
            ),
            var other => throw Wrong(key, $"must be a list, and it is {other.Kind}"),
        };

    /// <summary>The error of a field.</summary>
    /// <param name="problem">What is wrong, as a clause whose subject is the field.</param>
    public AuditException Wrong(string key, string problem, string advice = "correct it or remove it") =>
        TeamFileError.At(PlaceOf(key), $"{_prefix}{key} {problem}", advice);

    /// <summary>Where a field's value begins, or the mapping when the field is absent.</summary>
    public FilePlace PlaceOf(string key) => (Find(key) ?? _mapping)?.Place ?? default;

    private YamlValue? Find(string key) => _mapping?.Entries.GetValueOrDefault(key);
}
