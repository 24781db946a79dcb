namespace Scriban.Parsing;

/// <summary>How a template's text is cut into tokens.</summary>
public record LexerOptions
{
    public static readonly LexerOptions Default = new();

    public ScriptMode Mode { get; init; }
}
