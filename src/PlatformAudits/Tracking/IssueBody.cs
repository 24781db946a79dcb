using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>
/// The description of an audit issue. Between two hidden marks stands the program's region; all else is people's and is kept to the byte. Inside
/// the region ticks and people's cells are carried over by finding; whatever else people typed there is moved below it. When the marks are not there exactly once, nothing
/// that stands there is touched, and a fresh region with a number of its own is put above it.
/// </summary>
public sealed partial class IssueBody
{
    private const string GoneHeading = "#### No longer found";
    private const string OpenHeading = "#### Also open, and ticked or written on before";

    private readonly string _before;
    private readonly string _after;
    private readonly List<string>? _region;
    private readonly Dictionary<string, int>? _prints;
    private readonly int _number;

    private IssueBody(string before, string? region, int number, string after)
    {
        _before = before;
        _after = after;
        _number = number;
        if (region is not null)
        {
            var lines = region.Trim('\r', '\n').Split('\n').ToList();
            _prints = PrintsIn(lines);
            _region = [.. lines.Where(line => !IsOfFrame(line))];
        }
    }

    /// <summary>The findings that the region shows as open, by the digits of their keys.</summary>
    public IReadOnlySet<string> OpenKeys => KeysIn(_region ?? [.. _after.Split('\n')]);

    /// <summary>The region's lines; those of the whole description when its marks are damaged.</summary>
    internal IReadOnlyList<string> RegionLines => [.. (_region ?? [.. _after.Split('\n')]).Select(line => line.TrimEnd('\r'))];

    /// <summary>Takes a description apart.</summary>
    public static IssueBody Parse(string description)
    {
        var begins = BeginMark().Matches(description);
        var ends = EndMark().Matches(description);
        var last = begins.Concat(ends).Select(NumberOf).DefaultIfEmpty(0).Max();
        return
            begins.Where(b => NumberOf(b) == last).ToList() is [var begin]
            && ends.Where(e => NumberOf(e) == last).ToList() is [var end]
            && begin.Index < end.Index
            ? new IssueBody(
                description[..begin.Index],
                description[(begin.Index + begin.Length)..end.Index],
                last,
                description[(end.Index + end.Length)..]
            )
            : new IssueBody("", region: null, last + 1, description);
    }

    /// <summary>The description of a new issue.</summary>
    /// <param name="mark">The mark by which it is found; see <see cref="IssueMarks.Issue"/>.</param>
    /// <param name="above">What stands above it, in Markdown, or null.</param>
    public static string New(string mark, string region, string peoplesPart, string? above = null) =>
        $"{mark}\n{(above is null ? "" : $"\n{above}\n\n")}{Framed(WithGone(Lines(region), [], room: 0), number: 1, mark)}\n\n{peoplesPart.Trim()}\n";

    /// <summary>The description with a new region, or null when nothing but lines about the run would change.</summary>
    /// <param name="now">What the findings of earlier runs have come to.</param>
    /// <param name="mark">The issue's mark, which is kept in the region as well.</param>
    /// <param name="limit">The longest description that is wanted. Lines of findings that are gone, and that people left alone, go first.</param>
    public string? With(string region, FindingsNow now, string mark = "", int limit = int.MaxValue)
    {
        var lines = Lines(region);
        var carried = new CarriedOver(_region ?? [.. _after.Split('\n')]);
        carried.Into(lines);
        var gone = _region is null ? [] : carried.Gone(lines, now);
        var spare = _region is null
            ? limit
            : limit - _before.Length - _after.Length - lines.Sum(l => l.Length + 1 + RegionLine.FingerprintLength);
        return Composed(WithGone(lines, gone, Math.Max(0, spare)), carried, mark);
    }

    /// <summary>
    /// The description with a notice above the last known region, which stays with its rows, ticks and cells; null when the notice already stands there.
    /// </summary>
    /// <param name="notice">The notice: lines that each end with <see cref="IssueMarks.Notice"/>.</param>
    /// <param name="mark">The issue's mark, which is kept in the region as well.</param>
    public string? WithNotice(string notice, string mark = "")
    {
        var lines = Lines(
            notice.Replace(
                IssueMarks.AsOf,
                _region?.Select(line => ReadOn().Match(line)).FirstOrDefault(match => match.Success) is { } read
                    ? $", of {read.Groups["time"].Value}"
                    : "",
                StringComparison.Ordinal
            )
        );
        if (_region is not null)
        {
            lines.Add("");
            lines.AddRange(
                _region
                    .Where(line =>
                        !line.Contains(IssueMarks.Notice, StringComparison.Ordinal)
                        && (_prints is null || _prints.ContainsKey(RegionLine.Fingerprint(line)) || IsBlank(line))
                    )
                    .Select(line => line.TrimEnd('\r'))
                    .SkipWhile(IsBlank)
            );
        }

        return Composed(lines, new CarriedOver([]), mark);
    }

    /// <summary>The findings that a region shows as open, by the digits of their keys.</summary>
    public static IReadOnlySet<string> KeysIn(IEnumerable<string> lines) =>
        lines.Select(RegionLine.OpenKey).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static int NumberOf(Match mark) =>
        mark.Groups["number"] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 1;

    private static List<string> Lines(string text) => [.. text.Trim('\n').Split('\n')];

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    private static bool IsOfFrame(string line) =>
        PrintsMark().IsMatch(line.Trim())
        || (IssueMarks.IssueForm().Match(line.Trim()) is { Success: true } mark && mark.Length == line.Trim().Length);

    private static Dictionary<string, int>? PrintsIn(List<string> lines)
    {
        var marks = lines.Select(line => PrintsMark().Match(line.Trim())).Where(m => m.Success).ToList();
        return marks is [var mark]
            ? mark.Groups["prints"]
                .Value.Chunk(RegionLine.FingerprintLength)
                .CountBy(print => new string(print))
                .ToDictionary(StringComparer.Ordinal)
            : null;
    }

    private static string Framed(List<string> lines, int number, string mark)
    {
        var written = string.Concat(lines.Where(line => !IsBlank(line)).Select(RegionLine.Fingerprint));
        var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}");
        return $"<!-- platform-audits:begin {IssueMarks.Version}{suffix} -->\n{(mark.Length == 0 ? "" : mark + "\n")}\n{string.Join('\n', lines)}\n\n<!-- platform-audits:lines {written} --> {IssueMarks.Run}\n<!-- platform-audits:end{suffix} -->";
    }

    /// <summary>The lines with the findings that are gone in their place, or at the end when there is none.</summary>
    private static List<string> WithGone(List<string> lines, List<string> gone, int room)
    {
        var leftOut = gone.Sum(LeftOutIn);
        gone = [.. gone.Where(line => LeftOutIn(line) == 0)];
        var length = gone.Sum(line => line.Length + 1 + RegionLine.FingerprintLength);
        for (var i = 0; i < gone.Count && length > room; i++)
        {
            if (RegionLine.IsGoneForAll(gone[i]))
            {
                length -= gone[i].Length + 1 + RegionLine.FingerprintLength;
                gone[i] = "";
                leftOut++;
            }
        }

        List<string> fixedLines = [.. gone.Where(line => line.Length > 0 && RegionLine.OpenKey(line) is null)];
        if (leftOut > 0)
        {
            fixedLines.Add(
                $"- [x] {(fixedLines.Count == 0 ? "" : "and ")}{leftOut} more, for which there is no room <!-- gone:{leftOut} -->"
            );
        }

        List<string> section =
        [
            .. Section(OpenHeading, [.. gone.Where(line => RegionLine.OpenKey(line) is not null)]),
            .. Section(GoneHeading, fixedLines),
        ];
        var place = lines.IndexOf(IssueMarks.Gone);
        return place < 0 ? [.. lines, .. section] : [.. lines[..place], .. section, .. lines[(place + 1)..]];
    }

    private static List<string> Section(string heading, List<string> lines) => lines.Count == 0 ? [] : ["", heading, "", .. lines];

    private static int LeftOutIn(string line) =>
        LeftOutMark().Match(line) is { Success: true } mark ? int.Parse(mark.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static IEnumerable<string> Lasting(IEnumerable<string> lines) =>
        lines.Where(line => !line.Contains(IssueMarks.Run, StringComparison.Ordinal) && !IsBlank(line)).Select(line => line.TrimEnd());

    private string? Composed(List<string> lines, CarriedOver carried, string mark)
    {
        if (_region is null)
        {
            return $"{Framed(lines, _number, mark)}\n\n{_after}";
        }

        var kept = Kept(lines, carried);
        if (kept.Count == 0 && Lasting(_region).SequenceEqual(Lasting(lines), StringComparer.Ordinal))
        {
            return null;
        }

        return $"{_before}{Framed(lines, _number, mark)}{(kept.Count == 0 ? "" : $"\n\n{string.Join('\n', kept)}\n")}{_after}";
    }

    /// <summary>
    /// The lines of the old region that people typed, with the blank lines between them, and those whose cells found no place in the new one. Our own lines are known by
    /// their prints; a second copy of one is people's.
    /// </summary>
    private List<string> Kept(List<string> lines, CarriedOver carried)
    {
        var ours = _prints is null
            ? lines.Where(line => !IsBlank(line)).CountBy(RegionLine.Fingerprint).ToDictionary(StringComparer.Ordinal)
            : new Dictionary<string, int>(_prints, StringComparer.Ordinal);
        var kept = new List<string>();
        var (blanks, isAfterTyped) = (new List<string>(), false);
        foreach (var line in _region!)
        {
            if (IsBlank(line))
            {
                blanks.Add(line);
                continue;
            }

            var print = RegionLine.Fingerprint(line);
            var isOurs = ours.TryGetValue(print, out var count) && count > 0;
            ours[print] = count - 1;
            if (!isOurs || carried.HasUnplacedCell(line))
            {
                kept.AddRange(isAfterTyped ? blanks : []);
                kept.Add(RegionLine.WithoutMarks(line));
                isAfterTyped = true;
            }
            else
            {
                isAfterTyped = false;
            }

            blanks.Clear();
        }

        return kept;
    }

    [GeneratedRegex("<!-- platform-audits:begin [0-9]{1,4}( (?<number>[0-9]{1,6}))? -->")]
    private static partial Regex BeginMark();

    [GeneratedRegex("<!-- platform-audits:end( (?<number>[0-9]{1,6}))? -->")]
    private static partial Regex EndMark();

    [GeneratedRegex("^<!-- platform-audits:lines (?<prints>[A-Za-z0-9+/]*) --> <!-- run -->$")]
    private static partial Regex PrintsMark();

    [GeneratedRegex("^Read on (?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC) by ")]
    private static partial Regex ReadOn();

    [GeneratedRegex("<!-- gone:(?<count>[0-9]{1,9}) -->")]
    private static partial Regex LeftOutMark();
}
