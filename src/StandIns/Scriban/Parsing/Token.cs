namespace Scriban.Parsing;

/// <summary>A token with its first and last character. Only an interpolated string has parts.</summary>
internal readonly record struct Token(TokenType Type, TextPosition Start, TextPosition End, IReadOnlyList<InterpolationPart>? Parts = null)
{
    public int Length => End.Offset - Start.Offset + 1;

    /// <summary>A statement can end before this token.</summary>
    public bool EndsStatement => Type is TokenType.NewLine or TokenType.SemiColon or TokenType.CodeExit or TokenType.EndOfFile;
}
