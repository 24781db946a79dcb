using System.Globalization;
using System.Text;

namespace Scriban.Parsing;

/// <summary>The text of a quoted string without its escapes.</summary>
internal static class StringLiteral
{
    /// <param name="content">What stands between the quotes.</param>
    /// <param name="allowsBrace">A brace may be escaped, as in an interpolated string.</param>
    /// <param name="unknown">The characters behind backslashes that are no escapes; a number that is none, which the lexer tells of, is left out.</param>
    public static string Unescape(ReadOnlySpan<char> content, bool allowsBrace, out IReadOnlyList<char> unknown)
    {
        var strangers = new List<char>();
        unknown = strangers;
        if (!content.Contains('\\'))
        {
            return content.ToString();
        }

        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\' || i + 1 == content.Length)
            {
                text.Append(content[i]);
                continue;
            }

            i++;
            switch (content[i])
            {
                case '0':
                    text.Append('\0');
                    break;
                case 'b':
                    text.Append('\b');
                    break;
                case 'f':
                    text.Append('\f');
                    break;
                case 'n':
                    text.Append('\n');
                    break;
                case 'r':
                    text.Append('\r');
                    break;
                case 't':
                    text.Append('\t');
                    break;
                case 'v':
                    text.Append('\v');
                    break;
                case '\'' or '"' or '\\':
                case '{' when allowsBrace:
                    text.Append(content[i]);
                    break;
                case '\n':
                    break;
                case '\r':
                    i += i + 1 < content.Length && content[i + 1] == '\n' ? 1 : 0;
                    break;
                case 'u' when TryReadHex(content, i + 1, 4, out var code):
                    text.Append(code);
                    i += 4;
                    break;
                case 'x' when TryReadHex(content, i + 1, 2, out var code):
                    text.Append(code);
                    i += 2;
                    break;
                case 'u' or 'x':
                    break;
                default:
                    strangers.Add(content[i]);
                    break;
            }
        }

        return text.ToString();
    }

    private static bool TryReadHex(ReadOnlySpan<char> content, int start, int length, out char code)
    {
        code = '\0';
        if (start + length > content.Length
            || !ushort.TryParse(content.Slice(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        code = (char)value;
        return true;
    }
}
