using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PlatformAudits.Foundation;

/// <summary>
/// Reads one YAML document value by value, so that a long list is never in memory as a whole. A value that is only an alias costs nothing,
/// whatever it stands for.
/// </summary>
internal sealed class YamlReader
{
    private const string MergeKey = "<<";

    private readonly string _file;
    private readonly YamlRules _rules;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, YamlValue> _anchors = [];
    private int _valuesLeft;

    /// <summary>A reader of a file that has one document. It is at the document's first value.</summary>
    /// <param name="text">The file's characters.</param>
    /// <param name="file">The file as it is called in messages.</param>
    /// <exception cref="AuditException">The file is no YAML.</exception>
    public YamlReader(TextReader text, string file, YamlRules rules)
    {
        _file = file;
        _rules = rules;
        _scanner = new Scanner(text, skipComments: true);
        _parser = new Parser(_scanner);
        Move();
        Move();
        if (_parser.Current is DocumentStart)
        {
            Move();
        }
    }

    /// <summary>Whether the file has no document, or one without anything in it.</summary>
    public bool IsEmpty => _parser.Current is StreamEnd or Scalar { Value.Length: 0, IsPlainImplicit: true };

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
    /// <exception cref="AuditException">It is no YAML, or breaks a rule.</exception>
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

    /// <summary>The document's only value; null when the file has no document.</summary>
    /// <exception cref="AuditException">It is no YAML, or breaks a rule.</exception>
    public YamlValue? ReadDocument()
    {
        if (_parser.Current is StreamEnd)
        {
            return null;
        }

        var value = ReadEntry();
        EnsureEnd();
        return value;
    }

    private YamlValue ReadEntry()
    {
        _valuesLeft = _rules.ValueLimit;
        return ReadValue(depth: 1);
    }

    private YamlValue ReadValue(int depth)
    {
        Spend(1, Place);
        if (depth > YamlRules.DepthLimit)
        {
            throw _rules.TooDeep(Place);
        }

        if (_parser.Current is AnchorAlias alias)
        {
            return Resolve(alias);
        }

        if (_parser.Current is not NodeEvent { Anchor: var anchor })
        {
            // The parser ends a mapping after a key without its ':'.
            throw _rules.NotYaml(
                new InvalidOperationException("The current event is of an unsupported type. (Parameter 'parser')"),
                PlaceOf(_scanner.CurrentPosition)
            );
        }

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
        var text = new YamlText(Place, scalar.Value, isNull || string.IsNullOrWhiteSpace(scalar.Value) ? null : scalar.Value.Trim());
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
        var start = Place;
        Move();
        var place = Place;
        var pairs = new List<(YamlValue, YamlValue)>();
        var entries = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        IReadOnlyList<YamlMapping> merged = [];
        while (_parser.Current is not MappingEnd)
        {
            var isMerge = _rules.HasMerges && _parser.Current is Scalar { Style: ScalarStyle.Plain, Value: MergeKey };
            var keyPlace = Place;
            var key = ReadValue(depth + 1);
            var name = _rules.KeyOf(key, keyPlace);
            var value = ReadValue(depth + 1);
            pairs.Add((key, value));
            if (isMerge)
            {
                merged = MergeSources(value);
                Spend(merged.Sum(source => source.Entries.Count), keyPlace);
            }

            if (name is not null && !entries.TryAdd(name, value))
            {
                throw _rules.SecondKey(keyPlace, name);
            }
        }

        Move();
        if (merged.Count > 0)
        {
            entries.Remove(MergeKey);
            Merge(merged, entries);
        }

        return new YamlMapping(place, start, entries, pairs);
    }

    /// <summary>Takes over what the mapping lacks, the earlier source before the later (yaml.org/type/merge).</summary>
    private static void Merge(IReadOnlyList<YamlMapping> sources, Dictionary<string, YamlValue> entries)
    {
        foreach (var (key, value) in sources.SelectMany(source => source.Entries))
        {
            entries.TryAdd(key, value);
        }
    }

    private IReadOnlyList<YamlMapping> MergeSources(YamlValue value) =>
        value switch
        {
            YamlMapping mapping => [mapping],
            YamlList { Items.Count: > 0 } list when list.Items.All(item => item is YamlMapping) => [.. list.Items.Cast<YamlMapping>()],
            _ => throw _rules.At(value.Place, $"'{MergeKey}' takes a mapping or a list of mappings", "give it the alias of one"),
        };

    private void Mark(AnchorName anchor, YamlValue value)
    {
        _anchors[anchor] = value;
        if (_anchors.Count > _rules.AnchorLimit)
        {
            throw _rules.At(
                value.Place,
                FormattableString.Invariant($"the file has more than {_rules.AnchorLimit:N0} anchors"),
                "write the values out"
            );
        }
    }

    private YamlValue Resolve(AnchorAlias alias)
    {
        var value = _anchors.GetValueOrDefault(alias.Value) ?? throw _rules.UnknownAlias(Place, alias.Value.Value);
        Move();
        return value;
    }

    private void Spend(int values, FilePlace place)
    {
        _valuesLeft -= values;
        if (_valuesLeft < 0)
        {
            throw _rules.TooManyValues(place);
        }
    }

    private void EnsureEnd()
    {
        Move();
        if (_parser.Current is DocumentStart)
        {
            throw _rules.SecondDocument(Place, CountDocuments);
        }
    }

    private int CountDocuments()
    {
        var count = 1;
        for (; _parser.Current is not StreamEnd; Move())
        {
            count += _parser.Current is DocumentStart ? 1 : 0;
        }

        return count;
    }

    private void Move()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            throw _rules.NotYaml(error, PlaceOf(_scanner.CurrentPosition));
        }
    }

    private FilePlace PlaceOf(Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);
}
