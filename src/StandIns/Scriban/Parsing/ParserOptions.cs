namespace Scriban.Parsing;

/// <summary>How a template's tokens are read.</summary>
public record ParserOptions
{
    public static readonly ParserOptions Default = new();

    /// <summary>How deep expressions may nest, operators of one chain included; 250 unless set.</summary>
    public int ExpressionDepthLimit { get; init; } = 250;
}
