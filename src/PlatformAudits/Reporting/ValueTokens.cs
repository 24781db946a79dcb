using System.Text;

namespace PlatformAudits.Reporting;

/// <summary>
/// Finds the values in a text: e-mail addresses, web addresses, user names and whatever else is written like an identifier, with nothing
/// but ASCII in it. Quotes, brackets, commas and the full stop or colon of a sentence are not part of one.
/// </summary>
internal static class ValueTokens
{
    private const int Ellipsis = 0x2026;

    private const string SignsOfIdentifiers = "_.@#/:+=-";
    private const string SignsOfMailboxes = "!#%&'*+/=?^_~.-";
    private const string SignsOfUrls = "-._~:/?#@!&'*+=%";

    /// <summary>Whether a character ends a token and begins none.</summary>
    public static bool IsBoundary(Rune rune) =>
        rune.IsAscii
            ? Rune.IsWhiteSpace(rune) || "\"()[]{}<>,;".Contains((char)rune.Value, StringComparison.Ordinal)
            : Rune.IsWhiteSpace(rune) || IsTypographic(rune);

    /// <summary>The end of the token that begins at a place.</summary>
    /// <param name="runes">The text.</param>
    /// <param name="start">The place, where no boundary stands.</param>
    public static int EndOf(ReadOnlySpan<Rune> runes, int start)
    {
        var end = start;
        while (end < runes.Length && !IsBoundary(runes[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>The token without what ends a sentence.</summary>
    public static ReadOnlySpan<Rune> WithoutEnd(ReadOnlySpan<Rune> token)
    {
        while (token.Length > 0 && token[^1].Value is '.' or ':' or '!' or '?' or '\'')
        {
            token = token[..^1];
        }

        return token;
    }

    /// <summary>Whether a token may stand as a value.</summary>
    public static bool IsValue(ReadOnlySpan<Rune> token) => IsIdentifier(token) || IsMailAddress(token) || IsUrl(token);

    /// <summary>Whether a token could be taken for a finding's id, which is an F and 8 or 16 hexadecimal digits.</summary>
    public static bool IsLikeFinding(ReadOnlySpan<Rune> token) =>
        token.Length is 9 or 17 && token[0].Value is 'F' or 'f' && All(token[1..], rune => char.IsAsciiHexDigit((char)rune.Value));

    private static bool IsTypographic(Rune rune) =>
        rune.Value == Ellipsis
        || Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.InitialQuotePunctuation
                or System.Globalization.UnicodeCategory.FinalQuotePunctuation
                or System.Globalization.UnicodeCategory.OpenPunctuation
                or System.Globalization.UnicodeCategory.ClosePunctuation
                or System.Globalization.UnicodeCategory.DashPunctuation;

    private static bool IsIdentifier(ReadOnlySpan<Rune> token) =>
        token.Length > 0
        && (IsLetterOrDigit(token[0]) || token[0].Value is '+' or '/' or '_' || IsUsername(token))
        && All(token, rune => IsOf(rune, SignsOfIdentifiers));

    /// <summary>Whether a token may be a user name as GitLab writes it, with the sign of a mention.</summary>
    private static bool IsUsername(ReadOnlySpan<Rune> token) =>
        token.Length > 1
        && token[0].Value == '@'
        && (IsLetterOrDigit(token[1]) || token[1].Value == '_')
        && All(token[1..], rune => IsOf(rune, "_.-"));

    private static bool IsMailAddress(ReadOnlySpan<Rune> token)
    {
        var at = token.IndexOf(new Rune('@'));
        if (at < 1 || at + 1 == token.Length || !(IsLetterOrDigit(token[0]) || token[0].Value == '_'))
        {
            return false;
        }

        var domain = token[(at + 1)..];
        return All(token[..at], rune => IsOf(rune, SignsOfMailboxes))
            && All(domain, rune => IsOf(rune, ".-"))
            && domain[0].Value != '.'
            && !HasDouble(domain, '.');
    }

    private static bool IsUrl(ReadOnlySpan<Rune> token) =>
        (BeginsWith(token, "https://") || BeginsWith(token, "http://")) && All(token, rune => IsOf(rune, SignsOfUrls));

    private static bool BeginsWith(ReadOnlySpan<Rune> token, string scheme)
    {
        if (token.Length <= scheme.Length)
        {
            return false;
        }

        for (var i = 0; i < scheme.Length; i++)
        {
            if (!token[i].IsAscii || char.ToLowerInvariant((char)token[i].Value) != scheme[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasDouble(ReadOnlySpan<Rune> text, char sign)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i].Value == sign && text[i - 1].Value == sign)
            {
                return true;
            }
        }

        return false;
    }

    private static bool All(ReadOnlySpan<Rune> runes, Func<Rune, bool> holds)
    {
        foreach (var rune in runes)
        {
            if (!rune.IsAscii || !holds(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOf(Rune rune, string signs) =>
        char.IsAsciiLetterOrDigit((char)rune.Value) || signs.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsLetterOrDigit(Rune rune) => rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value);
}
