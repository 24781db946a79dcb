using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>What a line of the program's region holds: whose finding it is, the tick, the cells that people fill in, and a finding that is gone.</summary>
internal static partial class RegionLine
{
    /// <summary>Characters of a line's print: 30 bits, so one typed line in a billion would pass for a given line of ours.</summary>
    public const int FingerprintLength = 5;

    /// <summary>The finding that a line shows as open, or null.</summary>
    public static string? OpenKey(string line) => FindingMark().Match(line) is { Success: true } mark ? mark.Groups["key"].Value : null;

    /// <summary>The finding that a line shows as no longer found, or null.</summary>
    public static string? GoneKey(string line) => GoneMark().Match(line) is { Success: true } mark ? mark.Groups["key"].Value : null;

    /// <summary>Whether people ticked the finding of a line; for one that is gone, whether they had.</summary>
    public static bool IsTicked(string line) =>
        Ticked().IsMatch(line) && (GoneMark().Match(line) is not { Success: true } gone || gone.Groups["tick"].Value == "x");

    /// <summary>The line with its box ticked.</summary>
    public static string Tick(string line) => EmptyBox().Replace(line, "$1[x]", 1);

    /// <summary>The cells of a line that people fill in: whose they are and what was typed, without the blanks around it.</summary>
    public static IEnumerable<(string Key, string Typed)> Cells(string line) =>
        Cell().Matches(line).Select(m => (m.Groups["key"].Value, m.Groups["typed"].Value.Trim()));

    /// <summary>The line with its cells filled.</summary>
    /// <param name="next">Gives what belongs into the next cell of a finding, or null.</param>
    public static string Fill(string line, Func<string, string?> next) =>
        Cell().Replace(line, cell => next(cell.Groups["key"].Value) is { } typed ? $"{cell.Groups["mark"].Value} {typed} " : cell.Value);

    /// <summary>The line of a finding that is no longer found. It mentions nobody, shows a tick, and remembers whether people had set one.</summary>
    public static string Gone(string line, IReadOnlyList<string> cells, string what)
    {
        var key = OpenKey(line)!;
        var text = Mention()
            .Replace(FindingSubject.Form().Replace(FindingMark().Replace(Bullet().Replace(line, "", 1), ""), "").Trim().Trim('~'), "");
        var subject = FindingSubject.In(line) is { } known ? " " + known.Mark : "";
        return $"- [x] ~~{text}~~ {what}.{Written(key, cells)} <!-- g:{key}:{(IsTicked(line) ? 'x' : 'o')} -->{subject}";
    }

    /// <summary>The line of an open finding whose row there is no room for, with what people had typed into the row's cells.</summary>
    public static string Beside(string line, IReadOnlyList<string> cells) =>
        Cell().IsMatch(line)
            ? line
            : FindingMark().Replace(line, mark => $"{Written(mark.Groups["key"].Value, cells).TrimStart()} {mark.Value}".TrimStart());

    /// <summary>Whether a line of a finding that is gone holds nothing of people's.</summary>
    public static bool IsGoneForAll(string line) =>
        GoneMark().Match(line) is { Success: true } gone && gone.Groups["tick"].Value == "o" && !Cell().IsMatch(line);

    /// <summary>The line without our marks, as it is kept among people's text.</summary>
    public static string WithoutMarks(string line) => AnyMark().Replace(line, "");

    /// <summary>What tells a line that the program wrote from every other: ticks and what people put into their cells don't count.</summary>
    public static string Fingerprint(string line)
    {
        var plain = Cell().Replace(Ticked().Replace(line, "$1[ ]"), "${mark}  ").TrimEnd();
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(plain)).AsSpan(0, 6))[..FingerprintLength];
    }

    private static string Written(string key, IReadOnlyList<string> cells) =>
        cells.Count == 0 ? "" : " Written beside it:" + string.Concat(cells.Select(cell => $" <!-- c:{key} --> {cell} <!-- /c -->"));

    [GeneratedRegex("<!-- f:(?<key>[0-9a-f]{16}) -->")]
    private static partial Regex FindingMark();

    [GeneratedRegex("<!-- g:(?<key>[0-9a-f]{16}):(?<tick>[xo]) -->")]
    private static partial Regex GoneMark();

    // In a table a cell ends at the first bar that has no backslash before it, also within a code span (github.github.com/gfm, "Tables").
    [GeneratedRegex(
        "(?<mark><!-- c:(?<key>[0-9a-f]{16}) -->)(?<typed>(?:(?!<!-- (?:/c|[fcg]:[0-9a-f:xo]+) -->)(?:[^|\\\\]|\\\\.|\\\\$))*)"
    )]
    private static partial Regex Cell();

    [GeneratedRegex("<!-- (?:[fc]:[0-9a-f]{16}|g:[0-9a-f]{16}:[xo]|s:[a-z0-9:-]+|/c) -->")]
    private static partial Regex AnyMark();

    [GeneratedRegex("^(\\s*[-*+] )\\[[xX]\\]")]
    private static partial Regex Ticked();

    [GeneratedRegex("^(\\s*[-*+] )\\[ \\]")]
    private static partial Regex EmptyBox();

    [GeneratedRegex("^\\s*[-*+] (\\[[ xX]\\] )?")]
    private static partial Regex Bullet();

    [GeneratedRegex("@(?=[A-Za-z0-9_])")]
    private static partial Regex Mention();
}
