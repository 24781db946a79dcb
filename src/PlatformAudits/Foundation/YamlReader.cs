using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PlatformAudits.Foundation;

/// <summary>
/// Reads one YAML document value by value, so that a list of people is never in memory as a whole. Anchors, aliases and merges work within the limits
/// below; a value that is only an alias costs nothing, whatever it stands for.
/// </summary>
internal sealed class YamlReader
{
    private const int DepthLimit = 64;
    private const int AnchorLimit = 1_000;
    private const int ValueLimit = 10_000;
    private const string MergeKey = "<<";

    private readonly string _file;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, YamlValue> _anchors = [];
    private int _valuesLeft;

    /// <summary>A reader of a file that has one document. It is at the document's first value.</summary>
    /// <param name="text">The file's characters.</param>
    /// <param name="file">The file as it is called in messages.</param>
    /// <exception cref="AuditException">The file is empty, or no YAML.</exception>
    public YamlReader(TextReader text, string file)
    {
        _file = file;
        _scanner = new Scanner(text, skipComments: true);
        _parser = new Parser(_scanner);
        Move();
        Move();
        if (_parser.Current is DocumentStart)
        {
            Move();
        }

        if (_parser.Current is StreamEnd or Scalar { Value.Length: 0, IsPlainImplicit: true })
        {
            throw TeamFileError.Of(file, "is empty", "check the path, or put the team into it");
        }
    }

    /// <summary>Where the next value begins.</summary>
    public FilePlace Place => PlaceOf(_parser.Current!.Start);

    /// <summary>Goes into the document's list.</summary>
    /// <returns>False when the document is not a list.</returns>
    public bool TryEnterList()
    {
        if (_parser.Current is not SequenceStart)
        {
            return false;
        }

        Move();
        return true;
    }

    /// <summary>The next item of the list that was entered, or null after the last one.</summary>
    /// <exception cref="AuditException">It is no YAML, or larger than a person's entry can be.</exception>
    public YamlValue? ReadItem()
    {
        if (_parser.Current is not SequenceEnd)
        {
            return ReadEntry();
        }

        Move();
        EnsureEnd();
        return null;
    }

    /// <summary>The document's only value.</summary>
    /// <exception cref="AuditException">It is no YAML, or larger than a person's entry can be.</exception>
    public YamlValue ReadDocument()
    {
        var value = ReadEntry();
        EnsureEnd();
        return value;
    }

    private YamlValue ReadEntry()
    {
        _valuesLeft = ValueLimit;
        return ReadValue(depth: 1);
    }

    private YamlValue ReadValue(int depth)
    {
        Spend(1, Place);
        if (depth > DepthLimit)
        {
            throw TeamFileError.At(
                Place,
                $"lists and mappings are nested more than {DepthLimit} deep",
                "a person's entry needs three levels; mend the brackets or the indentation"
            );
        }

        if (_parser.Current is AnchorAlias alias)
        {
            return Resolve(alias);
        }

        var anchor = ((NodeEvent)_parser.Current!).Anchor;
        YamlValue value = _parser.Current switch
        {
            Scalar scalar => ReadText(scalar),
            SequenceStart => ReadList(depth),
            _ => ReadMapping(depth),
        };
        if (!anchor.IsEmpty)
        {
            Mark(anchor, value);
        }

        return value;
    }

    private YamlText ReadText(Scalar scalar)
    {
        var isNull = scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true, Value: "" or "~" or "null" or "Null" or "NULL" };
        var text = new YamlText(Place, isNull || string.IsNullOrWhiteSpace(scalar.Value) ? null : scalar.Value.Trim());
        Move();
        return text;
    }

    private YamlList ReadList(int depth)
    {
        var place = Place;
        var items = new List<YamlValue>();
        Move();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadValue(depth + 1));
        }

        Move();
        return new YamlList(place, items);
    }

    private YamlMapping ReadMapping(int depth)
    {
        Move();
        var place = Place;
        var entries = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        IReadOnlyList<YamlMapping> merged = [];
        while (_parser.Current is not MappingEnd)
        {
            var isMerge = _parser.Current is Scalar { Style: ScalarStyle.Plain, Value: MergeKey };
            var keyPlace = Place;
            var key = ReadValue(depth + 1) is YamlText { Text: { } text }
                ? text
                : throw TeamFileError.At(keyPlace, "a key must be a text", "mend the brackets, the indentation or a '?' at its start");
            var value = ReadValue(depth + 1);
            if (isMerge)
            {
                merged = MergeSources(value);
                Spend(merged.Sum(source => source.Entries.Count), keyPlace);
            }

            if (!entries.TryAdd(key, value))
            {
                throw TeamFileError.At(
                    keyPlace,
                    $"the key {TeamFileError.Shown(key)} is there twice in one mapping",
                    "keep one of the two"
                );
            }
        }

        Move();
        if (merged.Count > 0)
        {
            entries.Remove(MergeKey);
            Merge(merged, entries);
        }

        return new YamlMapping(place, entries);
    }

    /// <summary>Takes over what the mapping lacks, the earlier source before the later (yaml.org/type/merge).</summary>
    private static void Merge(IReadOnlyList<YamlMapping> sources, Dictionary<string, YamlValue> entries)
    {
        foreach (var (key, value) in sources.SelectMany(source => source.Entries))
        {
            entries.TryAdd(key, value);
        }
    }

    private static IReadOnlyList<YamlMapping> MergeSources(YamlValue value) =>
        value switch
        {
            YamlMapping mapping => [mapping],
            YamlList { Items.Count: > 0 } list when list.Items.All(item => item is YamlMapping) => [.. list.Items.Cast<YamlMapping>()],
            _ => throw TeamFileError.At(value.Place, $"'{MergeKey}' takes a mapping or a list of mappings", "give it the alias of one"),
        };

    private void Mark(AnchorName anchor, YamlValue value)
    {
        _anchors[anchor] = value;
        if (_anchors.Count > AnchorLimit)
        {
            throw TeamFileError.At(
                value.Place,
                FormattableString.Invariant($"the file has more than {AnchorLimit:N0} anchors"),
                "write the values out"
            );
        }
    }

    private YamlValue Resolve(AnchorAlias alias)
    {
        var value =
            _anchors.GetValueOrDefault(alias.Value)
            ?? throw TeamFileError.At(
                Place,
                $"no value above it is marked {TeamFileError.Shown($"&{alias.Value}")}",
                "mark one, or write the value out"
            );
        Move();
        return value;
    }

    private void Spend(int values, FilePlace place)
    {
        _valuesLeft -= values;
        if (_valuesLeft < 0)
        {
            throw TeamFileError.At(
                place,
                FormattableString.Invariant($"a person's entry has more than {ValueLimit:N0} keys and values"),
                "mend the indentation, or start each person with '- '"
            );
        }
    }

    private void EnsureEnd()
    {
        Move();
        if (_parser.Current is DocumentStart)
        {
            throw TeamFileError.At(Place, "a second YAML document begins here", "keep one, and remove the line '---'");
        }
    }

    private void Move()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (YamlException error)
        {
            // Some errors of the scanner come with the start of the file instead of their place.
            throw NotYaml(
                error.Start.Index == 0 ? _scanner.CurrentPosition : error.Start,
                $" ({error.Message.Replace("  ", " ", StringComparison.Ordinal).TrimEnd('.')})",
                error
            );
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // What the scanner throws for a bracket that is never closed, and for a malformed tag.
            throw NotYaml(_scanner.CurrentPosition, "", error);
        }
    }

    private AuditException NotYaml(Mark mark, string reason, Exception error) =>
        TeamFileError.At(
            PlaceOf(mark),
            $"this is not YAML{reason}",
            "mend it here or just above: close brackets and quotes, quote texts with ': ' or ' #' in them, and indent with spaces",
            error
        );

    private FilePlace PlaceOf(Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);
}
