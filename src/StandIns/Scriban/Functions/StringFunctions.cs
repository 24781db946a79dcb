using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>The functions of <c>string</c>. Null is taken as an empty text where not said otherwise.</summary>
internal static class StringFunctions
{
    private const string DefaultEllipsis = "...";

    public static string Append(TemplateContext context, string? text, string? with) => Limited(context, text, with);

    public static string Base64Decode(string? text) => text is null ? string.Empty : Encoding.UTF8.GetString(Convert.FromBase64String(text));

    public static string Base64Encode(string? text) => text is null ? string.Empty : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

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

#pragma warning disable CA1309 // The package compares by the invariant culture.
    public static bool EqualsIgnoreCase(string? text, string? value) => text is not null && text.Equals(value, StringComparison.InvariantCultureIgnoreCase);
#pragma warning restore CA1309

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
        foreach (var character in text ?? throw new ScriptRuntimeException(span, "Object reference not set to an instance of an object."))
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

    public static int IndexOf(string? text, string? search, int? startIndex = null, int? count = null, string? stringComparison = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(search);
        var comparison = StringComparison.CurrentCulture;
        if (stringComparison is not null && !Enum.TryParse(stringComparison, out comparison))
        {
            throw new ArgumentException($"'{stringComparison}' is not a valid {nameof(stringComparison)}", nameof(stringComparison));
        }

        var start = startIndex ?? 0;
        return text.IndexOf(search, start, count ?? text.Length - start, comparison);
    }

    public static string? Literal(string? text) => text is null ? null : $"\"{Escape(text)}\"";

    public static string? Lstrip(string? text) => text?.TrimStart();

    public static string PadLeft(TemplateContext context, string? text, int width) => (text ?? string.Empty).PadLeft(Limited(context, width));

    public static string PadRight(TemplateContext context, string? text, int width) => (text ?? string.Empty).PadRight(Limited(context, width));

    public static string? Pluralize(int number, string? singular, string? plural) => number == 1 ? singular : plural;

    public static string Prepend(TemplateContext context, string? text, string? by) => Limited(context, by, text);

    public static string? Remove(string? text, string? remove) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(remove) ? text : text.Replace(remove, string.Empty, StringComparison.Ordinal);

    public static string? RemoveFirst(string? text, string? remove) => ReplaceOnce(text, remove, string.Empty, fromEnd: false);

    public static string? RemoveLast(string? text, string? remove) => ReplaceOnce(text, remove, string.Empty, fromEnd: true);

    /// <summary>An empty text to look for is an error, except in an empty text.</summary>
    public static string Replace(TemplateContext context, string? text, string? match, string? replace) =>
        string.IsNullOrEmpty(text) ? string.Empty : Limited(context, text.Replace(match ?? string.Empty, replace, StringComparison.Ordinal), null);

    /// <summary>Upper and lower case are the same here, unlike in <see cref="Replace"/>.</summary>
    public static string ReplaceFirst(TemplateContext context, string? text, string? match, string? replace, bool fromEnd = false) =>
        Limited(context, ReplaceOnce(text, match, replace, fromEnd), null);

    private static string? ReplaceOnce(string? text, string? match, string? replace, bool fromEnd)
    {
        if (string.IsNullOrEmpty(text) || string.IsNullOrEmpty(match))
        {
            return text;
        }

        var place = fromEnd ? text.LastIndexOf(match, StringComparison.OrdinalIgnoreCase) : text.IndexOf(match, StringComparison.OrdinalIgnoreCase);
        return place < 0 ? text : string.Concat(text.AsSpan(0, place), replace, text.AsSpan(place + match.Length));
    }

    public static string? Rstrip(string? text) => text?.TrimEnd();

    public static int Size(string? text) => text?.Length ?? 0;

    /// <summary>A negative start counts from the end; what lies before the first character is cut off the length.</summary>
    public static string Slice(string? text, int start, int? length = null)
    {
        if (string.IsNullOrEmpty(text) || start >= text.Length)
        {
            return string.Empty;
        }

        var from = start < 0 ? text.Length + start : start;
        var count = length ?? text.Length;
        if (from < 0)
        {
            count += from;
            from = 0;
            if (count <= 0)
            {
                return string.Empty;
            }
        }

        return Cut(text, from, count);
    }

    public static string Slice1(string? text, int start, int length = 1)
    {
        if (string.IsNullOrEmpty(text) || start > text.Length || length <= 0)
        {
            return string.Empty;
        }

        var from = start < 0 ? text.Length + start : start;
        return from < 0 ? Cut(text, 0, length + from) : Cut(text, from, length);
    }

    private static string Cut(string text, int start, int length) => text.Substring(start, Math.Min(length, text.Length - start));

    /// <summary>Empty parts are left out.</summary>
    public static IEnumerable Split(string? text, string? match) =>
        new ScriptRange(string.IsNullOrEmpty(text) ? [] : text.Split(match, StringSplitOptions.RemoveEmptyEntries));

    public static bool StartsWith(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value) && text.StartsWith(value, StringComparison.Ordinal);

    public static string? Strip(string? text) => text?.Trim();

    public static string StripNewlines(string? text) => text is null ? string.Empty : string.Concat(text.Split(['\r', '\n']));

    public static object? ToDouble(TemplateContext context, string? text) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, context.CurrentCulture, out var number) ? number : null;

    public static object? ToFloat(TemplateContext context, string? text) =>
        float.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, context.CurrentCulture, out var number) ? number : null;

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

        var words = Regex.Split(text, @"\s+");
        return string.Join(' ', words.Take(count)) + DefaultEllipsis;
    }

    public static string? Upcase(string? text) => text?.ToUpperInvariant();

    public static bool Whitespace(string? text) => string.IsNullOrWhiteSpace(text);

    private static string Limited(TemplateContext context, string? start, string? end)
    {
        var length = (long)(start?.Length ?? 0) + (end?.Length ?? 0);
        return context.LimitToString > 0 && length > context.LimitToString
            ? throw new InvalidOperationException($"The resulting string length exceeds the configured LimitToString `{context.LimitToString}`.")
            : start + end;
    }

    private static int Limited(TemplateContext context, int width) => context.LimitToString > 0 && width > context.LimitToString
        ? throw new ArgumentOutOfRangeException(nameof(width), $"Padding width `{width}` exceeds the configured LimitToString `{context.LimitToString}`.")
        : width;

    private static byte[] ToBytes(string? text) => Encoding.UTF8.GetBytes(text ?? string.Empty);

    private static string ToHex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string EscapeOf(char character) => character switch
    {
        '\\' => "\\\\",
        '"' => "\\\"",
        '\a' => "\\a",
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
