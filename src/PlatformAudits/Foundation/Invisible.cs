using System.Globalization;
using System.Text;

namespace PlatformAudits.Foundation;

/// <summary>
/// Characters that nobody sees and that change how others are seen or read: control, zero-width and bidirectional ones, and blanks that
/// pass for letters.
/// </summary>
internal static class Invisible
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int FirstOfHebrew = 0x0590;
    private const int VariationOfEmoji = 0xFE0F;

    /// <summary>
    /// Letters, marks and symbols without a shape (unicode.org, Default_Ignorable_Code_Point, and the empty pattern of Braille).
    /// </summary>
    private static readonly HashSet<int> Shapeless =
    [
        0x034F,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        0x180B,
        0x180C,
        0x180D,
        0x180F,
        0x2800,
        0x3164,
        0xFFA0,
    ];

    /// <summary>Whether a character is to be shown by its number. Joiners stay where a script or an emoji needs them.</summary>
    /// <param name="index">The character's place.</param>
    public static bool Is(ReadOnlySpan<Rune> runes, int index)
    {
        var rune = runes[index];
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format => !IsJoiner(runes, index),
            UnicodeCategory.Control
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned => true,
            _ => Shapeless.Contains(rune.Value),
        };
    }

    /// <summary>The text with those characters shown by their numbers, as <c>[U+202E]</c>, but for line feeds and tabs.</summary>
    public static string ShownByLine(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? string.Join('\n', text.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Shown))))
            : text;

    /// <summary>The text with those characters shown by their numbers, as <c>[U+202E]</c>.</summary>
    public static string Shown(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var runes = text.EnumerateRunes().ToArray();
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < runes.Length; i++)
        {
            if (Is(runes, i))
            {
                shown.Append("[U+").Append(runes[i].Value.ToString("X4", CultureInfo.InvariantCulture)).Append(']');
            }
            else
            {
                shown.Append(runes[i]);
            }
        }

        return shown.ToString();
    }

    private static bool IsJoiner(ReadOnlySpan<Rune> runes, int index)
    {
        if (runes[index].Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner) || index == 0 || index + 1 == runes.Length)
        {
            return false;
        }

        var (before, after) = (runes[index - 1], runes[index + 1]);
        return (IsOfJoiningScript(before) && IsOfJoiningScript(after))
            || (runes[index].Value == ZeroWidthJoiner && IsSymbol(before) && IsSymbol(after));
    }

    private static bool IsOfJoiningScript(Rune rune) =>
        rune.Value is >= FirstOfHebrew and < 0x2000 && (Rune.IsLetter(rune) || IsMark(rune));

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsSymbol(Rune rune) =>
        rune.Value == VariationOfEmoji || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
