namespace PlatformAudits.Foundation;

/// <summary>A value of a YAML document. An alias gives the very value that its anchor marks, so aliases of aliases take no room.</summary>
internal abstract record YamlValue(FilePlace Place)
{
    /// <summary>Where it begins, an anchor or the bracket of a mapping included.</summary>
    public virtual FilePlace Start => Place;

    /// <summary>What it is, for people, with its article.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar.</summary>
/// <param name="Written">The text as it is written, also YAML's null.</param>
/// <param name="Text">The text without the blanks around it; null for YAML's null and for blanks alone.</param>
internal sealed record YamlText(FilePlace Place, string Written, string? Text) : YamlValue(Place)
{
    public override string Kind => Text is null ? "empty" : "a text";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(FilePlace Place, IReadOnlyList<YamlValue> Items) : YamlValue(Place)
{
    public override string Kind => "a list";
}

/// <summary>A mapping; merges (<c>&lt;&lt;</c>) are worked in.</summary>
/// <param name="Place">Where its first key begins.</param>
/// <param name="Start">Where it begins, its anchor or bracket included.</param>
/// <param name="Entries">The values by the keys that are looked up, each there once.</param>
/// <param name="Pairs">Its own keys and values in the file's order.</param>
internal sealed record YamlMapping(
    FilePlace Place,
    FilePlace Start,
    IReadOnlyDictionary<string, YamlValue> Entries,
    IReadOnlyList<(YamlValue Key, YamlValue Value)> Pairs
) : YamlValue(Place)
{
    public override FilePlace Start { get; } = Start;

    public override string Kind => "a mapping";

    /// <summary>A mapping without keys.</summary>
    public static YamlMapping EmptyAt(FilePlace place) => new(place, place, new Dictionary<string, YamlValue>(), []);
}
