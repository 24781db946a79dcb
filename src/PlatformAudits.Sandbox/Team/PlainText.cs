using System.Globalization;
using System.Text;

namespace PlatformAudits.Sandbox.Team;

/// <summary>Text without accents.</summary>
internal static class PlainText
{
    /// <summary>
    /// Compatibility decomposition (NFKD) without combining diacritical marks and without characters that can't be seen. Marks of other
    /// scripts make another name and stay.
    /// </summary>
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
            if (!IsDiacritical(rune.Value) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                plain.Append(rune);
            }
        }

        return plain.ToString();
    }

    /// <summary>The blocks of Unicode whose names say "Combining Diacritical Marks" and "Combining Half Marks".</summary>
    private static bool IsDiacritical(int value) =>
        value
            is (>= 0x0300 and <= 0x036F)
                or (>= 0x1AB0 and <= 0x1AFF)
                or (>= 0x1DC0 and <= 0x1DFF)
                or (>= 0x20D0 and <= 0x20FF)
                or (>= 0xFE20 and <= 0xFE2F);
}
