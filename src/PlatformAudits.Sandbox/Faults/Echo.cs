using System.Globalization;
using System.Text;

namespace PlatformAudits.Sandbox.Faults;

/// <summary>
/// A way to give a credential back: where in an answer, and in which encoding. Written <c>echo:json:percent+base64</c>, which is the
/// base64 of what percent signs encode, in a refusal of JSON.
/// </summary>
public sealed record Echo(string Place, string Encoding)
{
    private const string Prefix = "echo:";

    private static readonly Dictionary<string, Func<string, string>> Encoders = new()
    {
        ["plain"] = text => text,
        ["upper"] = text => text.ToUpperInvariant(),
        ["lower"] = text => text.ToLowerInvariant(),
        ["json"] = text => Signs(text, c => Unit("\\u", c).ToUpperInvariant().Replace('U', 'u')),
        ["json-lower"] = text => Signs(text, c => Unit("\\u", c)),
        ["json-all"] = text => All(text, c => Unit("\\u", c)),
        ["php"] = text => text.Replace("/", "\\/", StringComparison.Ordinal),
        ["script"] = text => All(text, c => $"\\x{(int)c:x2}"),
        ["braces"] = text => Signs(text, c => $"\\u{{{(int)c:X}}}"),
        ["octal"] = text => Signs(text, c => "\\" + Convert.ToString(c, 8).PadLeft(3, '0')),
        ["markdown"] = text => Signs(text, c => "\\" + c),
        ["percent"] = Uri.EscapeDataString,
        ["percent-lower"] = text => Signs(text, c => $"%{(int)c:x2}"),
        ["percent-all"] = text => All(text, c => $"%{(int)c:X2}"),
        ["percent-u"] = text => Signs(text, c => Unit("%u", c)),
        ["form-read"] = text => text.Replace('+', ' '),
        ["html"] = text => All(text, c => $"&#{(int)c};"),
        ["html-hex"] = text => All(text, c => $"&#x{(int)c:X};"),
        ["html-named"] = text => Signs(text, Named),
        ["base64"] = text => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)),
        ["base64-in-more"] = text => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"a:{text}?")),
        ["base64-url"] = text =>
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"ab:{text}")).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        ["hex"] = text => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text)),
        ["hex-upper"] = text => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)),
        ["hex-colons"] = text => BitConverter.ToString(System.Text.Encoding.UTF8.GetBytes(text)).Replace('-', ':').ToLowerInvariant(),
        ["hex-blanks"] = text => BitConverter.ToString(System.Text.Encoding.UTF8.GetBytes(text)).Replace('-', ' '),
    };

    /// <summary>Where an answer can give something back.</summary>
    public static IReadOnlyList<string> Places { get; } = ["json", "text", "html", "header"];

    /// <summary>Every encoding, alone and over every other that leaves its letters as they are.</summary>
    public static IReadOnlyList<string> Encodings { get; } =
    [
        .. Encoders.Keys,
        .. from inner in Encoders.Keys
        from outer in Encoders.Keys
        where inner is not "plain" && outer is not ("plain" or "upper" or "lower" or "form-read")
        select $"{inner}+{outer}",
    ];

    /// <summary>Every way.</summary>
    public static IReadOnlyList<Echo> Ways { get; } =
    [.. from encoding in Encodings from place in Places select new Echo(place, encoding)];

    /// <summary>The way that a fault's name tells; null where it is none.</summary>
    public static Echo? Parse(string kind) =>
        kind.StartsWith(Prefix, StringComparison.Ordinal)
        && kind[Prefix.Length..].Split(':') is [var place, var encoding]
        && Places.Contains(place)
        && encoding.Split('+').All(Encoders.ContainsKey)
            ? new Echo(place, encoding)
            : null;

    /// <summary>A text in the encoding.</summary>
    public string Encode(string text) => Encoding.Split('+').Aggregate(text, (encoded, name) => Encoders[name](encoded));

    public override string ToString() => $"{Prefix}{Place}:{Encoding}";

    private static string Signs(string text, Func<char, string> encode) =>
        All(text, c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : encode(c));

    private static string All(string text, Func<char, string> encode) =>
        text.Aggregate(new StringBuilder(), (encoded, c) => encoded.Append(encode(c))).ToString();

    private static string Unit(string before, char c) => before + ((int)c).ToString("x4", CultureInfo.InvariantCulture);

    private static string Named(char c) =>
        c switch
        {
            '+' => "&plus;",
            '/' => "&sol;",
            '=' => "&equals;",
            '_' => "&lowbar;",
            '.' => "&period;",
            '&' => "&amp;",
            '%' => "&percnt;",
            '\\' => "&bsol;",
            _ => string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"),
        };
}
