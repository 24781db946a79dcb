using System.Globalization;
using System.Text;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to stand in a GitLab issue: it reads as typed, and nothing in it acts. Punctuation that Markdown or HTML gives a
/// meaning becomes a character reference; a sign that starts a mention or reference is kept apart from what follows by a word joiner, because GitLab
/// looks for those after character references are resolved; control, zero-width and bidirectional characters are shown by their number.
/// </summary>
public static class InertMarkdown
{
    private const int LongestText = 1_000;
    private const char WordJoiner = '\u2060';

    /// <summary>Signs that GitLab gives a meaning in front of a word (docs.gitlab.com/user/markdown, "GitLab-specific references"), and those of addresses and emoji.</summary>
    private const string ReferenceSigns = "@#!~%&$^*[:";

    /// <summary>Punctuation that means nothing inside a line, neither to Markdown nor to GitLab.</summary>
    private const string HarmlessSigns = " ,'()\";?";

    /// <summary>The character reference of each ASCII character.</summary>
    private static readonly string[] References = [.. Enumerable.Range(0, 127).Select(code => string.Create(CultureInfo.InvariantCulture, $"&#{code};"))];

    /// <summary>The text for a paragraph, a list item or a table cell. It is one line, cut after 1,000 characters.</summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var inert = new StringBuilder(text.Length + 16);
        var runes = RunesOf(text);
        for (var i = 0; i < runes.Length; i++)
        {
            if (i == LongestText)
            {
                inert.Append('…');
                break;
            }

            if (i > 0 && IsReferenceSign(runes[i - 1]) && !Rune.IsWhiteSpace(runes[i]))
            {
                inert.Append(WordJoiner);
            }

            Append(inert, runes, i);
        }

        return inert.ToString();
    }

    private static ReadOnlySpan<Rune> RunesOf(string text)
    {
        var runes = new Rune[Math.Min(text.Length, LongestText + 1)];
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count == runes.Length)
            {
                break;
            }

            runes[count++] = rune;
        }

        return runes.AsSpan(0, count);
    }

    private static void Append(StringBuilder inert, ReadOnlySpan<Rune> runes, int index)
    {
        var rune = runes[index];
        if (Rune.IsLetterOrDigit(rune) || IsHarmless(runes, index))
        {
            inert.Append(rune);
        }
        else if (rune.Value is > ' ' and < 127)
        {
            inert.Append(References[rune.Value]);
        }
        else if (IsInvisible(rune))
        {
            inert.Append("&#91;U&#43;").Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture)).Append("&#93;");
        }
        else
        {
            inert.Append(rune);
        }
    }

    /// <summary>
    /// A full stop may join a host name or number a list, a hyphen may start one, a slash a quick action, a colon an emoji or an address, an underscore emphasis; where they
    /// can't, they stay as typed.
    /// </summary>
    private static bool IsHarmless(ReadOnlySpan<Rune> runes, int index)
    {
        var isAtEnd = index + 1 == runes.Length || Rune.IsWhiteSpace(runes[index + 1]);
        var isAfterWord = index > 0 && Rune.IsLetterOrDigit(runes[index - 1]);
        return runes[index].Value switch
        {
            '-' => isAfterWord,
            '_' => isAfterWord && !isAtEnd && Rune.IsLetterOrDigit(runes[index + 1]),
            '/' => index > 0,
            ':' => isAtEnd,
            '.' => isAtEnd && !AreDigits(runes[..index]),
            < 127 and var sign => HarmlessSigns.Contains((char)sign),
            _ => false,
        };
    }

    private static bool AreDigits(ReadOnlySpan<Rune> runes)
    {
        foreach (var rune in runes)
        {
            if (!Rune.IsDigit(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsReferenceSign(Rune rune) => rune.IsAscii && ReferenceSigns.Contains((char)rune.Value);

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
