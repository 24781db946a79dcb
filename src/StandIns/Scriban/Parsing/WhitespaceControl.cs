namespace Scriban.Parsing;

/// <summary>What a code delimiter does to the white space beside it.</summary>
internal enum WhitespaceControl
{
    Keep,

    /// <summary><c>~</c>: the rest of the line, on the right with its line end.</summary>
    Line,

    /// <summary><c>-</c>: all of it.</summary>
    All,
}
