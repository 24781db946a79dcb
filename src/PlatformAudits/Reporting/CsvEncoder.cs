using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes a text that others chose safe to be a cell that a spreadsheet opens: none runs as a formula. An apostrophe stands where one would
/// begin, also where a program that separates cells by something else than commas would begin a cell. Whoever reads the file takes these
/// apostrophes away again (docs/data.md).
/// </summary>
internal static partial class CsvEncoder
{
    /// <summary>What stands in a cell for what nobody knows; a text that is the same word has an apostrophe.</summary>
    public const string Unknown = "unknown";

    private const string Separators = ",;|\t\r\n";

    private static readonly SearchValues<char> Delicate = SearchValues.Create($"{Separators}\"");

    /// <summary>
    /// The signs that begin a formula, and those that look or are taken for them: full-width, small, raised, lowered, doubled.
    /// </summary>
    private static readonly HashSet<int> Signs =
    [
        .. "=+-@".EnumerateRunes().Select(sign => sign.Value),
        0x207A,
        0x207B,
        0x207C,
        0x208A,
        0x208B,
        0x208C,
        0x2212,
        0x2A75,
        0x2A76,
        0xFB29,
        0xFE62,
        0xFE63,
        0xFE66,
        0xFE6B,
        0xFF0B,
        0xFF0D,
        0xFF1D,
        0xFF20,
    ];

    /// <summary>The cell of a text; of null, which nobody knows, the word for that.</summary>
    public static string Encode(string? text) =>
        text switch
        {
            null => Unknown,
            "" => text,
            Unknown => $"'{text}",
            _ when char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAny(Delicate) => text,
            // What is put into a secret or doubled there would hide it from whoever looks through the file.
            _ => WithApostrophes(Secrets.Current.RedactedIn(text)),
        };

    /// <summary>The text of a cell; null where nobody knows.</summary>
    public static string? Decode(string cell) => cell == Unknown ? null : Apostrophe().Replace(cell, "$1");

    private static string WithApostrophes(string text)
    {
        var cell = new StringBuilder(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            if ((i == 0 || Separators.Contains(text[i - 1], StringComparison.Ordinal)) && NeedsApostrophe(text.AsSpan(i), isFirst: i == 0))
            {
                cell.Append('\'');
            }

            cell.Append(text[i]);
        }

        return cell.ToString();
    }

    /// <summary>Whether a cell that begins here would run, or begins with an apostrophe that is the text's own.</summary>
    private static bool NeedsApostrophe(ReadOnlySpan<char> text, bool isFirst)
    {
        if (text[0] == '\'' || (isFirst && text[0] is '\t' or '\r' or '\n'))
        {
            return true;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && Separators.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                return false;
            }

            if (!IsPassedOver(rune))
            {
                return Signs.Contains(rune.Value);
            }
        }

        return false;
    }

    /// <summary>Whether a program may pass over a character before it looks for a formula.</summary>
    private static bool IsPassedOver(Rune rune) =>
        rune.Value == '"' || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    [GeneratedRegex(@"(^|[,;|\t\r\n])'")]
    private static partial Regex Apostrophe();
}
