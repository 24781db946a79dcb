namespace PlatformAudits.Foundation;

/// <summary>A value of a YAML document. An alias gives the very value that its anchor marks, so aliases of aliases take no room.</summary>
internal abstract record YamlValue(FilePlace Place)
{
    /// <summary>What it is, for people, with its article.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar.</summary>
/// <param name="Text">The text without the blanks around it; null for YAML's null and for blanks alone.</param>
internal sealed record YamlText(FilePlace Place, string? Text) : YamlValue(Place)
{
    public override string Kind => Text is null ? "empty" : "a text";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(FilePlace Place, IReadOnlyList<YamlValue> Items) : YamlValue(Place)
{
    public override string Kind => "a list";
}

/// <summary>A mapping whose keys are texts, each there once; merges (<c>&lt;&lt;</c>) are worked in.</summary>
/// <param name="Place">Where its first key begins.</param>
internal sealed record YamlMapping(FilePlace Place, IReadOnlyDictionary<string, YamlValue> Entries) : YamlValue(Place)
{
    public override string Kind => "a mapping";
}
