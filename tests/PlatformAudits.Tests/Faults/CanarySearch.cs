using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformAudits.Tests.Faults;

/// <summary>
/// Reads a text in every way that somebody who looks for secrets would. It shares nothing with the program, which it judges.
/// </summary>
public static partial class CanarySearch
{
    private const int Deepest = 4;

    private static readonly Func<string, string>[] Decoders =
    [
        text => Backslash().Replace(Octal().Replace(Unit().Replace(OfAddress(WebUtility.HtmlDecode(text)), Hexadecimal), Octet), "$1"),
        text => string.Join('\n', Base64().Matches(text).SelectMany(match => OfBase64(match.Value))),
        text => string.Join('\n', Hex().Matches(text).Select(match => OfHex(match.Value))),
        text => string.Join('\n', HexApart().Matches(text).Select(match => OfHex(match.Groups["pair"].Captures))),
    ];

    /// <summary>Which of the canaries stand in a text, in whatever form.</summary>
    public static IEnumerable<string> In(string text, IReadOnlyCollection<string> canaries)
    {
        var readings = new HashSet<string>(StringComparer.Ordinal) { text };
        var last = readings.ToList();
        for (var depth = 0; depth < Deepest && last.Count > 0; depth++)
        {
            last = [.. last.SelectMany(reading => Decoders.Select(decode => decode(reading))).Where(r => r.Length > 0 && readings.Add(r))];
        }

        return canaries.Where(canary =>
            readings.Any(reading =>
                reading.Contains(canary, StringComparison.OrdinalIgnoreCase)
                || reading.Contains(canary.Replace('+', ' '), StringComparison.OrdinalIgnoreCase)
            )
        );
    }

    private static IEnumerable<string> OfBase64(string run)
    {
        var digits = run.Replace('-', '+').Replace('_', '/');
        for (var start = 0; start < 4; start++)
        {
            var length = (digits.Length - start) / 4 * 4;
            var whole = digits.Substring(start, length);
            var rest = digits[(start + length)..];
            yield return Encoding.Latin1.GetString(Convert.FromBase64String(whole + (rest.Length > 1 ? rest.PadRight(4, '=') : "")));
        }
    }

    private static string OfHex(string digits) => Encoding.Latin1.GetString(Convert.FromHexString(digits));

    private static string OfHex(CaptureCollection pairs) => OfHex(string.Concat(pairs.Select(pair => pair.Value)));

    private static string OfAddress(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    private static string Hexadecimal(Match match) =>
        ((char)int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();

    private static string Octet(Match match) => ((char)Convert.ToInt32(match.Groups["code"].Value, 8)).ToString();

    [GeneratedRegex(
        @"(\\u|%u)(?<code>[0-9A-Fa-f]{4})|\\u\{(?<code>[0-9A-Fa-f]{1,4})\}|\\x(?<code>[0-9A-Fa-f]{2})",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Unit();

    [GeneratedRegex(@"\\(?<code>[0-3][0-7]{2})", RegexOptions.ExplicitCapture)]
    private static partial Regex Octal();

    [GeneratedRegex(@"\\([^A-Za-z0-9\s])")]
    private static partial Regex Backslash();

    [GeneratedRegex("[A-Za-z0-9+/_-]{14,}")]
    private static partial Regex Base64();

    [GeneratedRegex("([0-9A-Fa-f]{2}){10,}")]
    private static partial Regex Hex();

    [GeneratedRegex(@"((?<pair>[0-9A-Fa-f]{2})[ :-]){9,}(?<pair>[0-9A-Fa-f]{2})", RegexOptions.ExplicitCapture)]
    private static partial Regex HexApart();
}
