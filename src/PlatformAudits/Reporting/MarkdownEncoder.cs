using System.Buffers;
using System.Globalization;
using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to stand in GitLab's Markdown, in a description as in a note: a paragraph, a list item, a heading or
/// a table cell. It reads as typed, and nothing in it acts. Values stand as code, so that a copy is the value: e-mail addresses, web
/// addresses and identifiers in which GitLab would see something. In all other text, punctuation that Markdown or HTML gives a meaning
/// becomes a character reference; a sign that starts a mention or reference is kept apart from what follows by a word joiner, because
/// GitLab looks for those after character references are resolved; control, zero-width and bidirectional characters are shown by their
/// number.
/// </summary>
internal static class MarkdownEncoder
{
    /// <summary>Characters after which a text is cut.</summary>
    internal const int LongestText = 1_000;

    /// <summary>Keeps a sign apart from what follows; nobody sees it, and everybody copies it.</summary>
    internal const char WordJoiner = '\u2060';

    /// <summary>
    /// Signs that GitLab gives a meaning in front of any word (docs.gitlab.com/user/markdown, "GitLab-specific references"), and those of
    /// addresses and changed text.
    /// </summary>
    private const string WordSigns = "@~%^*[{";

    /// <summary>Signs that GitLab gives a meaning in front of a number: issues, merge requests, snippets, epics.</summary>
    private const string NumberSigns = "#!$&";

    /// <summary>Punctuation that means nothing inside a line, neither to Markdown nor to GitLab.</summary>
    private const string HarmlessSigns = ",'(\";?";

    /// <summary>A commit is referred to by 7 to 40 hexadecimal digits.</summary>
    private const int ShortestCommit = 7;

    /// <summary>
    /// The text for a paragraph, a list item, a heading, a table cell or a note. It is one line, cut after 1,000 characters.
    /// </summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    public static string Encode(string? text) => Within(text, LongestText);

    /// <summary>
    /// A link that people can click. An address that Uri has escaped holds no blank, quote, backtick, pipe or angle bracket;
    /// parentheses would end it.
    /// </summary>
    /// <param name="text">What people see, encoded.</param>
    internal static string Link(Uri address, string text)
    {
        var escaped = address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        return $"[{text}]({escaped})";
    }

    /// <summary>The text, cut after so many characters.</summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    /// <param name="longest">The number of characters.</param>
    internal static string Within(string? text, int longest)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var rented = ArrayPool<Rune>.Shared.Rent(Math.Min(text.Length, longest + 1));
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count > longest)
            {
                break;
            }

            rented[count++] = rune;
        }

        var runes = rented.AsSpan(0, count);
        var encoded = new StringBuilder(text.Length + (text.Length / 4));
        var (tokens, mayBegin, isAfterCode) = (0, true, false);
        for (var i = 0; i < runes.Length; )
        {
            if (i == longest)
            {
                encoded.Append('…');
                break;
            }

            if (mayBegin && !ValueTokens.IsBoundary(runes[i]) && runes[i].Value != '\'')
            {
                tokens++;
                if (ValueLength(runes, i, isFirst: tokens == 1) is var length && length > 0 && i + length <= longest)
                {
                    CodeEncoder.Append(encoded, runes.Slice(i, length));
                    i += length;
                    (mayBegin, isAfterCode) = (false, true);
                    continue;
                }
            }

            if (i > 0 && !isAfterCode && MustStandApart(runes, i))
            {
                encoded.Append(WordJoiner);
            }

            Append(encoded, runes, i);
            mayBegin = ValueTokens.IsBoundary(runes[i]) || (mayBegin && runes[i].Value == '\'');
            isAfterCode = false;
            i++;
        }

        ArrayPool<Rune>.Shared.Return(rented);
        return encoded.ToString();
    }

    /// <summary>
    /// What was encoded, as it was before. It is for reading only: before it is written anywhere it has to be encoded again.
    /// </summary>
    internal static string Decode(string encoded) => MarkdownDecoder.Decode(encoded);

    /// <summary>
    /// The length of the value that begins at a place, or 0 for none. A word in which GitLab sees nothing stands plain. What could be
    /// taken for a finding's id does not stand as code where a text begins, because the finding's own id stands there.
    /// </summary>
    private static int ValueLength(ReadOnlySpan<Rune> runes, int start, bool isFirst)
    {
        var token = ValueTokens.WithoutEnd(runes[start..ValueTokens.EndOf(runes, start)]);
        return ValueTokens.IsValue(token) && MustBeBrokenUp(token) && !(isFirst && ValueTokens.IsLikeFinding(token)) ? token.Length : 0;
    }

    private static bool MustBeBrokenUp(ReadOnlySpan<Rune> token)
    {
        for (var i = 1; i < token.Length; i++)
        {
            if (MustStandApart(token, i))
            {
                return true;
            }
        }

        return false;
    }

    private static void Append(StringBuilder encoded, ReadOnlySpan<Rune> runes, int index)
    {
        var rune = runes[index];
        if (Invisible.Is(runes, index))
        {
            encoded.Append("&#91;").Append("U&#43;").Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture)).Append("&#93;");
        }
        else if (!rune.IsAscii || Rune.IsLetterOrDigit(rune) || IsHarmless(runes, index))
        {
            encoded.Append(rune);
        }
        else
        {
            encoded.Append("&#").Append(CultureInfo.InvariantCulture, $"{rune.Value}").Append(';');
        }
    }

    /// <summary>
    /// A full stop may number a list or join a host name, a bracket number a list, a hyphen start one, a slash a quick action, a colon an
    /// emoji or an address, an underscore emphasis, blanks at the start code; where they can't, they stay as typed.
    /// </summary>
    private static bool IsHarmless(ReadOnlySpan<Rune> runes, int index)
    {
        var isAtEnd = index + 1 == runes.Length || IsBlank(runes, index + 1);
        var isAfterWord = index > 0 && IsLetterOrDigit(runes, index - 1);
        return runes[index].Value switch
        {
            ' ' => index > 0 && index + 1 < runes.Length,
            '-' => isAfterWord,
            '_' => isAfterWord && !isAtEnd && IsLetterOrDigit(runes, index + 1),
            '/' => index > 0,
            ':' => (isAtEnd && index > 0) || IsBetweenDigits(runes, index),
            '.' => !IsNumber(runes, index) && !IsAfterWww(runes, index),
            ')' => !IsNumber(runes, index),
            '&' or '!' or '%' => isAtEnd && index > 0,
            var sign => HarmlessSigns.Contains((char)sign, StringComparison.Ordinal),
        };
    }

    private static bool MustStandApart(ReadOnlySpan<Rune> runes, int index)
    {
        var (before, rune) = (runes[index - 1], runes[index]);
        if (before.IsAscii)
        {
            var sign = (char)before.Value;
            if (WordSigns.Contains(sign, StringComparison.Ordinal))
            {
                return !IsBlank(runes, index);
            }

            if (sign == ':')
            {
                return IsColonThatActs(runes, index - 1);
            }

            if (NumberSigns.Contains(sign, StringComparison.Ordinal))
            {
                return !IsBlank(runes, index) && (!Rune.IsLetter(rune) || (sign == '&' && BeginsReference(runes[index..])));
            }

            if (sign == '-' && Rune.IsDigit(rune))
            {
                return index > 1 && Rune.IsLetterOrDigit(runes[index - 2]) && IsTrackerKey(runes, index - 2);
            }

            if (sign == '.' && IsAfterWww(runes, index - 1))
            {
                return true;
            }
        }

        return (rune.Value == '>' && !Rune.IsWhiteSpace(before)) || IsBetweenDigitsOfCommit(runes, index);
    }

    /// <summary>
    /// Whether a name such as <c>commat;</c> stands here. An editor that decodes the ampersand before it makes a character of the two.
    /// </summary>
    private static bool BeginsReference(ReadOnlySpan<Rune> runes)
    {
        var length = 0;
        while (length < runes.Length && runes[length].IsAscii && Rune.IsLetterOrDigit(runes[length]))
        {
            length++;
        }

        return length > 0 && length < runes.Length && runes[length].Value == ';';
    }

    /// <summary>
    /// Whether a colon belongs to an address or may begin an emoji, which no letter, digit or colon precedes (tanuki_emoji,
    /// alpha_code_pattern).
    /// </summary>
    private static bool IsColonThatActs(ReadOnlySpan<Rune> runes, int index)
    {
        if (IsBlank(runes, index + 1))
        {
            return false;
        }

        return runes[index + 1].Value == '/'
            || index == 0
            || !IsLetterOrDigit(runes, index - 1)
            || EndsWith(runes[..index], "mailto")
            || EndsWith(runes[..index], "xmpp");
    }

    private static bool EndsWith(ReadOnlySpan<Rune> runes, string word)
    {
        for (var i = 1; i <= word.Length; i++)
        {
            if (runes.Length < i || !runes[^i].IsAscii || char.ToLowerInvariant((char)runes[^i].Value) != word[^i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBetweenDigits(ReadOnlySpan<Rune> runes, int index) =>
        index > 0
        && index + 1 < runes.Length
        && runes[index - 1].Value is >= '0' and <= '9'
        && runes[index + 1].Value is >= '0' and <= '9';

    private static bool IsNumber(ReadOnlySpan<Rune> runes, int index) =>
        All(runes[..index], rune => Rune.IsDigit(rune) || Rune.IsWhiteSpace(rune));

    private static bool IsAfterWww(ReadOnlySpan<Rune> runes, int index) =>
        index >= 3 && All(runes[(index - 3)..index], rune => rune.Value is 'w' or 'W');

    /// <summary>
    /// Whether a word in capitals ends here, as in GL-12 or ABC-12, which GitLab and issue trackers tied to it read as an issue. It begins
    /// with a letter, so a date has none.
    /// </summary>
    private static bool IsTrackerKey(ReadOnlySpan<Rune> runes, int end)
    {
        var start = end;
        while (start > 0 && IsWord(runes[start - 1]))
        {
            start--;
        }

        return end > start
            && runes[start].Value is >= 'A' and <= 'Z'
            && All(runes[start..(end + 1)], rune => rune.Value is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
    }

    /// <summary>
    /// Whether a multiple of six digits stands before this one, in a word that is nothing but hexadecimal digits and long enough for a
    /// commit.
    /// </summary>
    private static bool IsBetweenDigitsOfCommit(ReadOnlySpan<Rune> runes, int index)
    {
        if (!IsHexadecimal(runes[index]) || !IsHexadecimal(runes[index - 1]))
        {
            return false;
        }

        var (start, end) = (index, index);
        while (start > 0 && IsWord(runes[start - 1]))
        {
            start--;
        }

        while (end < runes.Length && IsWord(runes[end]))
        {
            end++;
        }

        return end - start >= ShortestCommit && (index - start) % (ShortestCommit - 1) == 0 && All(runes[start..end], IsHexadecimal);
    }

    private static bool All(ReadOnlySpan<Rune> runes, Func<Rune, bool> holds)
    {
        foreach (var rune in runes)
        {
            if (!holds(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a blank stands here that is shown as one.</summary>
    private static bool IsBlank(ReadOnlySpan<Rune> runes, int index) => Rune.IsWhiteSpace(runes[index]) && !Invisible.Is(runes, index);

    private static bool IsLetterOrDigit(ReadOnlySpan<Rune> runes, int index) =>
        Rune.IsLetterOrDigit(runes[index]) && !Invisible.Is(runes, index);

    /// <summary>Whether GitLab counts a character to a word; to its patterns a letter with an accent ends one.</summary>
    private static bool IsWord(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_');

    private static bool IsHexadecimal(Rune rune) => rune.IsAscii && char.IsAsciiHexDigit((char)rune.Value);
}
