namespace Scriban.Tests.Generated;

/// <summary>A generated template as a list of pieces, so that a counterexample shrinks piece by piece and shows itself as the text that fails.</summary>
public sealed record TemplateText(IReadOnlyList<string> Pieces)
{
    public string Text => string.Concat(Pieces);

    public override string ToString() => $"\"{Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
