using System.Globalization;
using System.Text;

namespace PlatformAudits.Sandbox.Team;

/// <summary>Text without accents.</summary>
internal static class PlainText
{
    /// <summary>Compatibility decomposition (NFKD) without its combining marks.</summary>
    public static string WithoutMarks(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        // .NET refuses to normalise the noncharacter U+FFFE, which JSON can carry.
        var decomposed = text.Replace("\uFFFE", string.Empty, StringComparison.Ordinal).Normalize(NormalizationForm.FormKD);
        var plain = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
            {
                plain.Append(rune);
            }
        }

        return plain.ToString();
    }
}
