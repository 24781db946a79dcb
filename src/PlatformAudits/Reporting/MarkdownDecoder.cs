using System.Net;
using System.Text;

namespace PlatformAudits.Reporting;

/// <summary>
/// Reads what <see cref="MarkdownEncoder"/> has written, also after GitLab's rich text editor has saved it: that editor writes signs
/// themselves for character references, with a backslash before those that mean something.
/// </summary>
internal static class MarkdownDecoder
{
    private const int LongestReference = 32;

    /// <summary>The text as it was before it was encoded.</summary>
    public static string Decode(string encoded)
    {
        if (encoded.AsSpan().IndexOfAny("\\`&\u2060") < 0)
        {
            return encoded;
        }

        var text = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; )
        {
            i += encoded[i] switch
            {
                '\\' when i + 1 < encoded.Length && char.IsAscii(encoded[i + 1]) && IsPunctuation(encoded[i + 1]) => Append(
                    text,
                    encoded.AsSpan(i + 1, 1),
                    2
                ),
                '`' => AppendCode(text, encoded.AsSpan(i)),
                '&' => AppendReference(text, encoded.AsSpan(i)),
                MarkdownEncoder.WordJoiner => 1,
                _ => Append(text, encoded.AsSpan(i, 1), 1),
            };
        }

        return text.ToString();
    }

    private static int AppendCode(StringBuilder text, ReadOnlySpan<char> rest)
    {
        var ticks = TicksOf(rest);
        for (var end = ticks; end < rest.Length; )
        {
            var run = TicksOf(rest[end..]);
            if (run == ticks)
            {
                var code = rest[ticks..end];
                return Append(text, IsPadded(code) ? code[1..^1] : code, end + ticks);
            }

            end += Math.Max(run, 1);
        }

        return Append(text, rest[..ticks], ticks);
    }

    /// <summary>One blank on both sides of code is there to keep it off a backtick (spec.commonmark.org, "Code spans").</summary>
    private static bool IsPadded(ReadOnlySpan<char> code) => code is [' ', .., ' '] && !code.Trim(' ').IsEmpty;

    private static int AppendReference(StringBuilder text, ReadOnlySpan<char> rest)
    {
        var length = rest[..Math.Min(rest.Length, LongestReference)].IndexOf(';') + 1;
        return length == 0 ? Append(text, rest[..1], 1) : Append(text, WebUtility.HtmlDecode(rest[..length].ToString()), length);
    }

    private static int TicksOf(ReadOnlySpan<char> text) => text.IndexOfAnyExcept('`') is var end && end < 0 ? text.Length : end;

    private static bool IsPunctuation(char sign) => char.IsPunctuation(sign) || char.IsSymbol(sign);

    private static int Append(StringBuilder text, ReadOnlySpan<char> what, int length)
    {
        text.Append(what);
        return length;
    }
}
