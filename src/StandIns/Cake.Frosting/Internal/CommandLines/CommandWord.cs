namespace Cake.Frosting.Internal.CommandLines;

/// <summary>A word of a command line: one long name or some short ones, with the value of the last one; or a loose value.</summary>
/// <param name="Dashes">What the word starts with: two dashes, one, or none before a loose value.</param>
/// <param name="Names">None for a loose value and for a bare <c>--</c>.</param>
/// <param name="Position">Where the word starts in the command line, in characters from 0.</param>
/// <param name="Length">Characters of the word before the value that is assigned.</param>
internal sealed record CommandWord(string Dashes, IReadOnlyList<string> Names, string Value, int Position, int Length);
