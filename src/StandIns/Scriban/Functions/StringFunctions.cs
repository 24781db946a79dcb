using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>The functions of <c>string</c>. Null is taken as an empty text where not said otherwise.</summary>
internal static class StringFunctions
{
    private const string DefaultEllipsis = "...";

    public static string Append(string? text, string? with) => text + with;

    public static string? Base64Decode(string? text) => text is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(text));

    public static string? Base64Encode(string? text) => text is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Capitalize(string? text) =>
        string.IsNullOrEmpty(text) || char.IsUpper(text[0]) ? text ?? string.Empty : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];

    /// <summary>The first letter behind each blank, whatever stands between them.</summary>
    public static string Capitalizewords(string? text)
    {
        var result = new StringBuilder(text?.Length ?? 0);
        var isFirst = true;
        foreach (var character in text ?? string.Empty)
        {
            var isLetter = char.IsLetter(character);
            result.Append(isFirst && isLetter ? char.ToUpper(character, CultureInfo.InvariantCulture) : character);
            isFirst = (isFirst && !isLetter) || char.IsWhiteSpace(character);
        }

        return result.ToString();
    }

    public static bool Contains(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value) && text.Contains(value, StringComparison.Ordinal);

    public static string? Downcase(string? text) => text?.ToLowerInvariant();

    public static bool Empty(string? text) => string.IsNullOrEmpty(text);

    public static bool EndsWith(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value) && text.EndsWith(value, StringComparison.Ordinal);

    public static bool EqualsIgnoreCase(string? text, string? value) => string.Equals(text, value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Backslashes, double quotes and control characters as they are written in a literal.</summary>
    public static string? Escape(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var escaped = new StringBuilder(text.Length + 2);
        foreach (var character in text)
        {
            escaped.Append(EscapeOf(character));
        }

        return escaped.ToString();
    }

    /// <summary>Lower case letters and digits with single dashes between and before them.</summary>
    public static string Handleize(SourceSpan span, string? text)
    {
        var handle = new StringBuilder();
        foreach (var character in text ?? throw NotCovered.At(span, "string.handleize of null"))
        {
            if (char.IsLetterOrDigit(character))
            {
                handle.Append(char.ToLowerInvariant(character));
            }
            else if (handle.Length == 0 || handle[^1] != '-')
            {
                handle.Append('-');
            }
        }

        return handle.ToString().TrimEnd('-');
    }

#pragma warning disable CA5350, CA5351 // The hash is what the template asks for.
    public static string HmacSha1(string? text, string? secretKey) => ToHex(HMACSHA1.HashData(ToBytes(secretKey), ToBytes(text)));

    public static string Md5(string? text) => ToHex(MD5.HashData(ToBytes(text)));

    public static string Sha1(string? text) => ToHex(SHA1.HashData(ToBytes(text)));
#pragma warning restore CA5350, CA5351

    public static string HmacSha256(string? text, string? secretKey) => ToHex(HMACSHA256.HashData(ToBytes(secretKey), ToBytes(text)));

    public static string HmacSha512(string? text, string? secretKey) => ToHex(HMACSHA512.HashData(ToBytes(secretKey), ToBytes(text)));

    public static string Sha256(string? text) => ToHex(SHA256.HashData(ToBytes(text)));

    public static string Sha512(string? text) => ToHex(SHA512.HashData(ToBytes(text)));

    public static int IndexOf(SourceSpan span, string? text, string? search, int? startIndex = null, int? count = null, string? stringComparison = null)
    {
        if (text is null || search is null)
        {
            throw NotCovered.At(span, "string.index_of with null");
        }

        var start = startIndex ?? 0;
        var comparison = stringComparison is null ? StringComparison.Ordinal : Enum.Parse<StringComparison>(stringComparison);
        return text.IndexOf(search, start, count ?? text.Length - start, comparison);
    }

    public static string? Literal(string? text) => text is null ? null : $"\"{Escape(text)}\"";

    public static string? Lstrip(string? text) => text?.TrimStart();

    public static string PadLeft(string? text, int width) => (text ?? string.Empty).PadLeft(width);

    public static string PadRight(string? text, int width) => (text ?? string.Empty).PadRight(width);

    public static string? Pluralize(int number, string? singular, string? plural) => number == 1 ? singular : plural;

    public static string Prepend(string? text, string? by) => by + text;

    public static string Remove(string? text, string? remove) =>
        string.IsNullOrEmpty(remove) ? text ?? string.Empty : (text ?? string.Empty).Replace(remove, string.Empty, StringComparison.Ordinal);

    public static string RemoveFirst(string? text, string? remove) => ReplaceFirst(text, remove, string.Empty);

    public static string RemoveLast(string? text, string? remove) => ReplaceFirst(text, remove, string.Empty, fromEnd: true);

    public static string Replace(string? text, string? match, string? replace) =>
        (text ?? string.Empty).Replace(match ?? string.Empty, replace, StringComparison.Ordinal);

    public static string ReplaceFirst(string? text, string? match, string? replace, bool fromEnd = false)
    {
        if (string.IsNullOrEmpty(text) || string.IsNullOrEmpty(match))
        {
            return text ?? string.Empty;
        }

        var place = fromEnd ? text.LastIndexOf(match, StringComparison.Ordinal) : text.IndexOf(match, StringComparison.Ordinal);
        return place < 0 ? text : string.Concat(text.AsSpan(0, place), replace, text.AsSpan(place + match.Length));
    }

    public static string? Rstrip(string? text) => text?.TrimEnd();

    public static int Size(string? text) => text?.Length ?? 0;

    /// <summary>A negative start counts from the end.</summary>
    public static string Slice(string? text, int start, int? length = null)
    {
        if (string.IsNullOrEmpty(text) || start >= text.Length)
        {
            return string.Empty;
        }

        var from = Math.Max(0, start < 0 ? text.Length + start : start);
        return text.Substring(from, Math.Clamp(length ?? text.Length, 0, text.Length - from));
    }

    public static string Slice1(string? text, int start, int length = 1) => Slice(text, start, length);

    /// <summary>Empty parts are left out.</summary>
    public static IEnumerable Split(string? text, string? match) =>
        new ScriptRange(string.IsNullOrEmpty(text) ? [] : text.Split(match, StringSplitOptions.RemoveEmptyEntries));

    public static bool StartsWith(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value) && text.StartsWith(value, StringComparison.Ordinal);

    public static string? Strip(string? text) => text?.Trim();

    public static string? StripNewlines(string? text) =>
        text?.Replace("\r\n", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal);

    public static object? ToDouble(TemplateContext context, string? text) =>
        double.TryParse(text, NumberStyles.Float, context.CurrentCulture, out var number) ? number : null;

    public static object? ToFloat(TemplateContext context, string? text) =>
        float.TryParse(text, NumberStyles.Float, context.CurrentCulture, out var number) ? number : null;

    public static object? ToInt(TemplateContext context, string? text) =>
        int.TryParse(text, NumberStyles.Integer, context.CurrentCulture, out var number) ? number : null;

    public static object? ToLong(TemplateContext context, string? text) =>
        long.TryParse(text, NumberStyles.Integer, context.CurrentCulture, out var number) ? number : null;

    /// <summary>The length includes the ellipsis.</summary>
    public static string Truncate(string? text, int length, string? ellipsis = null)
    {
        ellipsis ??= DefaultEllipsis;
        if (string.IsNullOrEmpty(text) || text.Length <= length)
        {
            return text ?? string.Empty;
        }

        return string.Concat(text.AsSpan(0, Math.Max(0, length - ellipsis.Length)), ellipsis);
    }

    /// <summary>Always ends in three dots, whatever the ellipsis and even when nothing was cut: so does the package at 7.2.6.</summary>
    public static string Truncatewords(string? text, int count, string? ellipsis = null)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take(count)) + DefaultEllipsis;
    }

    public static string? Upcase(string? text) => text?.ToUpperInvariant();

    public static bool Whitespace(string? text) => string.IsNullOrWhiteSpace(text);

    private static byte[] ToBytes(string? text) => Encoding.UTF8.GetBytes(text ?? string.Empty);

    private static string ToHex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string EscapeOf(char character) => character switch
    {
        '\\' => "\\\\",
        '"' => "\\\"",
        '\0' => "\\0",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < ' ' => $"\\x{(int)character:x2}",
        _ => character.ToString(),
    };
}
