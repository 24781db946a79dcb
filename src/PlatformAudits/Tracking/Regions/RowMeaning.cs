using System.Net;
using System.Security.Cryptography;
using System.Text;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking.Regions;

/// <summary>
/// What a row says, whatever an editor made of it. GitLab's rich text editor decodes character references, puts backslashes before signs,
/// and writes emphasis, blanks and line breaks in a way of its own; none of that counts here.
/// </summary>
internal static class RowMeaning
{
    /// <summary>A text of ours can be encoded once by us, and once more by an editor that took a reference for text.</summary>
    private const int Encodings = 3;

    private static readonly string[] LineBreaks = ["<br>", "<br/>", "<br />"];

    /// <summary>The meaning of a row's source.</summary>
    public static string Of(string source)
    {
        var text = source;
        for (var i = 0; i < Encodings && text.Contains('&', StringComparison.Ordinal); i++)
        {
            text = WebUtility.HtmlDecode(text);
        }

        foreach (var lineBreak in LineBreaks)
        {
            text = text.Replace(lineBreak, " ", StringComparison.OrdinalIgnoreCase);
        }

        var meaning = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (char.IsWhiteSpace(sign))
            {
                meaning.Append(meaning.Length > 0 && meaning[^1] != ' ' ? " " : "");
            }
            else if (sign is not ('\\' or '*' or '~' or '`' or '\u2060' or '\u200B' or '\uFEFF') && (sign != '_' || IsWithinWord(text, i)))
            {
                meaning.Append(sign);
            }
        }

        return meaning.ToString().TrimEnd(' ');
    }

    /// <summary>Whether a sign stands within a word, where an underscore is no emphasis (spec.commonmark.org, "Emphasis").</summary>
    private static bool IsWithinWord(string text, int place) =>
        place > 0 && place + 1 < text.Length && char.IsLetterOrDigit(text[place - 1]) && char.IsLetterOrDigit(text[place + 1]);

    /// <summary>
    /// What tells a meaning from every other, 16 hexadecimal digits: too many for somebody who looks for another text with the same ones.
    /// </summary>
    public static string DigestOf(string meaning) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(meaning)).AsSpan(0, 8));

    /// <summary>What tells a row from every other in few characters; see <see cref="RowMarks.FingerprintLength"/>.</summary>
    public static string FingerprintOf(string meaning) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(meaning)).AsSpan(0, 6))[..RowMarks.FingerprintLength];
}
