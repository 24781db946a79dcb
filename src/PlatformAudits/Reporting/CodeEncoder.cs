using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to stand as code within a line of GitLab's Markdown. GitLab acts on nothing in code, nothing has to
/// be kept apart there, and what people copy is the text itself. Within backticks nothing can be escaped either, so a text with a sign
/// that ends the code, or in a table the cell, does not stand as code.
/// </summary>
internal static class CodeEncoder
{
    /// <summary>
    /// Backslashes precede bars and backticks, comments are looked for by angle brackets, and GitLab makes formulas of dollars.
    /// </summary>
    private const string SignsThatEndIt = "`|\\$<>";

    /// <summary>The text as code with its backticks, or as <see cref="MarkdownEncoder"/> makes it where it can't be code.</summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    public static string Encode(string? text) =>
        text is { Length: > 0 and <= MarkdownEncoder.LongestText } && CanHold([.. text.EnumerateRunes()])
            ? $"`{text}`"
            : MarkdownEncoder.Encode(text);

    /// <summary>Appends a value that <see cref="ValueTokens"/> found.</summary>
    internal static void Append(StringBuilder encoded, ReadOnlySpan<Rune> value)
    {
        encoded.Append('`');
        foreach (var rune in value)
        {
            encoded.Append(rune);
        }

        encoded.Append('`');
    }

    private static bool CanHold(ReadOnlySpan<Rune> runes)
    {
        for (var i = 0; i < runes.Length; i++)
        {
            if (
                Invisible.Is(runes, i)
                || (runes[i].IsAscii && SignsThatEndIt.Contains((char)runes[i].Value, StringComparison.Ordinal))
                || (Rune.IsWhiteSpace(runes[i]) && (i == 0 || i + 1 == runes.Length))
            )
            {
                return false;
            }
        }

        return !ValueTokens.IsLikeFinding(runes);
    }
}
