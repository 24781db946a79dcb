using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformAudits.Tracking;

/// <summary>
/// The description of an audit issue. Between two hidden marks stands the program's region; all else is people's and is kept to the byte. Inside
/// the region ticks and people's cells are carried over by finding; whatever else people typed there is moved below it.
/// </summary>
public sealed partial class IssueBody
{
    private readonly string _before;
    private readonly string _after;
    private readonly string? _region;
    private readonly string? _writtenHash;

    private IssueBody(string before, string? region, string? writtenHash, string after)
    {
        _before = before;
        _region = region;
        _writtenHash = writtenHash;
        _after = after;
    }

    /// <summary>Takes a description apart. Of several regions the last whole one counts.</summary>
    /// <param name="description">The description as GitLab gave it.</param>
    public static IssueBody Parse(string description)
    {
        foreach (var begin in BeginMark().Matches(description).Reverse())
        {
            var end = description.IndexOf(IssueMarks.End, begin.Index + begin.Length, StringComparison.Ordinal);
            if (end >= 0)
            {
                return new IssueBody(
                    description[..begin.Index],
                    description[(begin.Index + begin.Length)..end].Trim('\r', '\n'),
                    begin.Groups["hash"].Value,
                    description[(end + IssueMarks.End.Length)..]);
            }
        }

        return new IssueBody(description, region: null, writtenHash: null, after: "");
    }

    /// <summary>The description of a new issue.</summary>
    /// <param name="mark">The mark by which it is found; see <see cref="IssueMarks.Issue"/>.</param>
    /// <param name="region">The program's region.</param>
    /// <param name="peoplesPart">What stands below it for people.</param>
    public static string New(string mark, string region, string peoplesPart)
    {
        var lines = Lines(region);
        return $"{mark}\n{Framed(lines)}\n\n{peoplesPart.Trim()}\n";
    }

    /// <summary>The description with a new region, or null when nothing but lines about the run would change.</summary>
    /// <param name="region">The new region.</param>
    public string? With(string region)
    {
        var lines = Lines(region);
        if (_region is null)
        {
            return $"{_before}{(_before.Length == 0 || _before.EndsWith('\n') ? "" : "\n\n")}{Framed(lines)}\n";
        }

        var old = Lines(_region);
        CarryOver(old, lines);
        var typed = TypedByPeople(old, lines);
        if (typed.Count == 0 && WithoutRunLines(old).SequenceEqual(WithoutRunLines(Marked(lines)), StringComparer.Ordinal))
        {
            return null;
        }

        var kept = typed.Count == 0 ? "" : $"\n\n{string.Join('\n', typed)}\n";
        return $"{_before}{Framed(lines)}{kept}{_after}";
    }

    /// <summary>
    /// The description with a notice above the last known region, which stays with its rows, ticks and cells; null when the notice already stands there.
    /// </summary>
    /// <param name="notice">The notice: lines that each end with <see cref="IssueMarks.Notice"/>.</param>
    public string? WithNotice(string notice) =>
        With(_region is null ? notice : $"{notice.Trim()}\n\n{string.Join('\n', Lines(_region).Where(line => !line.Contains(IssueMarks.Notice, StringComparison.Ordinal))).TrimStart('\n')}");

    private static List<string> Lines(string text) => [.. text.ReplaceLineEndings("\n").Trim('\n').Split('\n')];

    private static string Framed(List<string> lines)
    {
        var marked = Marked(lines);
        return $"<!-- platform-audits:begin 1 {HashOf(marked)} -->\n\n{string.Join('\n', marked)}\n\n{IssueMarks.End}";
    }

    /// <summary>The lines with each finding's mark telling what the program wrote on its line, so that an edit shows.</summary>
    private static List<string> Marked(List<string> lines) =>
        [.. lines.Select(line => FindingMark().Replace(line, match => $"<!-- f:{match.Groups["key"].Value}.{LineHash(line)} -->"))];

    private static void CarryOver(List<string> old, List<string> lines)
    {
        var ticked = old.Where(line => Tick().IsMatch(line)).SelectMany(line => FindingMark().Matches(line)).Select(m => m.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match cell in old.SelectMany(line => Cell().Matches(line)))
        {
            if (cell.Groups["typed"].Value.Trim() is { Length: > 0 } typed)
            {
                cells[cell.Groups["key"].Value] = typed;
            }
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (FindingMark().Match(lines[i]) is { Success: true } mark && ticked.Contains(mark.Groups["key"].Value))
            {
                lines[i] = EmptyBox().Replace(lines[i], "$1[x]", 1);
            }

            lines[i] = Cell().Replace(lines[i], match => cells.Remove(match.Groups["key"].Value, out var typed) ? $"{match.Groups["mark"].Value} {typed} " : match.Value);
        }
    }

    /// <summary>The lines of the old region that hold something that people typed and that the new one does not hold.</summary>
    private List<string> TypedByPeople(List<string> old, List<string> lines)
    {
        var untouched = HashOf(old) == _writtenHash;
        var present = lines.SelectMany(line => Cell().Matches(line)).Select(m => m.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var known = Marked(lines).Select(Plain).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. old.Where(line =>
                    Cell().Matches(line).Any(cell => cell.Groups["typed"].Value.Trim().Length > 0 && !present.Contains(cell.Groups["key"].Value)) ||
                    (!untouched && IsTyped(line, known)))
                .Select(line => AnyMark().Replace(line, "").TrimEnd()),
        ];
    }

    private static bool IsTyped(string line, HashSet<string> known)
    {
        if (line.Trim().Length == 0 || line.Contains(IssueMarks.Run, StringComparison.Ordinal) || known.Contains(Plain(line)))
        {
            return false;
        }

        return FindingMark().Match(line) is not { Success: true } mark || mark.Groups["hash"].Value != LineHash(line);
    }

    private static IEnumerable<string> WithoutRunLines(IEnumerable<string> lines) =>
        lines.Where(line => !line.Contains(IssueMarks.Run, StringComparison.Ordinal)).Select(line => line.TrimEnd());

    /// <summary>A line as the program writes it: without ticks, what people put into their cells, and the marks' hashes.</summary>
    private static string Plain(string line) =>
        FindingMark().Replace(Cell().Replace(Tick().Replace(line, "$1[ ]"), "${mark}  "), "<!-- f:${key} -->").TrimEnd();

    private static string LineHash(string line) => Hash(Plain(line), 3);

    private static string HashOf(IEnumerable<string> lines) => Hash(string.Join('\n', WithoutRunLines(lines).Select(Plain)), 8);

    private static string Hash(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));

    [GeneratedRegex("<!-- platform-audits:begin [0-9]+ (?<hash>[0-9a-f]+) -->")]
    private static partial Regex BeginMark();

    [GeneratedRegex("<!-- f:(?<key>[0-9a-f]{16})(\\.(?<hash>[0-9a-f]+))? -->")]
    private static partial Regex FindingMark();

    [GeneratedRegex("(?<mark><!-- c:(?<key>[0-9a-f]{16}) -->)(?<typed>(?:[^|\\\\]|\\\\.)*)")]
    private static partial Regex Cell();

    [GeneratedRegex("<!-- [fc]:[0-9a-f.]+ -->")]
    private static partial Regex AnyMark();

    [GeneratedRegex("^(\\s*[-*+] )\\[[xX]\\]")]
    private static partial Regex Tick();

    [GeneratedRegex("^(\\s*[-*+] )\\[ \\]")]
    private static partial Regex EmptyBox();
}
