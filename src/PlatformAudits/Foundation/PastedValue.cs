using System.Globalization;
using System.Text;

namespace PlatformAudits.Foundation;

/// <summary>
/// A value that people paste into a file: an id, an address, a link, a user name or a date. Characters that nobody sees come along from
/// where it was copied, and are never meant.
/// </summary>
internal static class PastedValue
{
    /// <summary>The value without characters that nobody sees and without blanks around it; null where nothing is left.</summary>
    /// <param name="removed">What nobody sees and was left out, as <c>U+2060</c>, each once. Blanks of a keyboard don't count.</param>
    public static string? Clean(string written, out IReadOnlyList<string> removed)
    {
        removed = [];
        if (Ascii.IsValid(written))
        {
            return written.Trim() is { Length: > 0 } trimmed ? trimmed : null;
        }

        var unseen = new SortedSet<int>();
        var kept = new StringBuilder(written.Length);
        foreach (var rune in written.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
            {
                unseen.Add(rune.Value);
            }
            else
            {
                kept.Append(rune);
            }
        }

        var text = kept.ToString();
        var value = text.Trim();
        var start = text.Length - text.AsSpan().TrimStart().Length;
        unseen.UnionWith(
            text[..start].Concat(text[Math.Min(text.Length, start + value.Length)..]).Where(c => !char.IsAscii(c)).Select(c => (int)c)
        );
        removed = [.. unseen.Select(character => string.Create(CultureInfo.InvariantCulture, $"U+{character:X4}"))];
        return value.Length > 0 ? value : null;
    }
}
