namespace Scriban.Parsing;

/// <summary>A part of an interpolated string: text as it is written between two offsets, or the tokens of a braced expression.</summary>
internal sealed record InterpolationPart(int Start, int End, IReadOnlyList<Token>? Expression);
