using System.Globalization;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>
/// The description of an audit issue. Between two hidden marks stands the program's region; all else is people's and is kept to the
/// byte. Inside
/// the region ticks and people's cells are carried over by finding; whatever else people typed there is moved below it. When the marks
/// are not there exactly once, nothing
/// that stands there is touched, and a fresh region with a number of its own is put above it.
/// </summary>
internal sealed class IssueBody
{
    private const string GoneHeading = "#### No longer found";
    private const string OpenHeading = "#### Also open, and ticked or written on before";

    private readonly string _before;
    private readonly string _after;
    private readonly bool _isDamaged;
    private readonly int _number;

    private IssueBody(string before, string? region, int number, string after)
    {
        _before = before;
        _after = after;
        _number = number;
        _isDamaged = region is null;
        Region = IssueRegion.Parse(region ?? after);
    }

    /// <summary>The region; the whole description when its marks are damaged.</summary>
    public IssueRegion Region { get; }

    /// <summary>The findings that the region shows as open, by the digits of their keys.</summary>
    public IReadOnlySet<string> OpenKeys => Region.OpenKeys;

    /// <summary>The characters that are kept to the byte.</summary>
    public int KeptLength => _before.Length + _after.Length;

    /// <summary>Takes a description apart.</summary>
    public static IssueBody Parse(string description)
    {
        var marks = HiddenMark.In(description).Where(mark => (mark.RegionBegin ?? mark.RegionEnd) is not null).ToList();
        var last = marks.Select(mark => mark.RegionBegin ?? mark.RegionEnd ?? 0).DefaultIfEmpty(0).Max();
        return
            marks.Where(mark => mark.RegionBegin == last).ToList() is [var begin]
            && marks.Where(mark => mark.RegionEnd == last).ToList() is [var end]
            && begin.Start < end.Start
            ? new IssueBody(description[..begin.Start], description[begin.End..end.Start], last, description[end.End..])
            : new IssueBody("", region: null, last + 1, description);
    }

    /// <summary>The description of a new issue.</summary>
    /// <param name="mark">The mark by which it is found; see <see cref="IssueMarks.Issue"/>.</param>
    /// <param name="above">What stands above it, in Markdown, or null.</param>
    public static string New(string mark, string region, string peoplesPart, string? above = null) =>
        $"{mark}\n{(above is null ? "" : $"\n{above}\n\n")}"
        + $"{Framed(WithGone(Rows(region), [], room: 0), number: 1, mark)}\n\n{peoplesPart.Trim()}\n";

    /// <summary>The description with a new region, or null when nothing but lines about the run would change.</summary>
    /// <param name="now">What the findings of earlier runs have come to.</param>
    /// <param name="mark">The issue's mark, which is kept in the region as well.</param>
    /// <param name="limit">The longest description that is wanted. Lines of findings that are gone, and that people left alone, go
    /// first.</param>
    public string? With(string region, FindingsNow now, string mark = "", int limit = int.MaxValue)
    {
        var carried = new CarriedOver(Region.Rows);
        var rows = carried.Into(Rows(region));
        var gone = _isDamaged ? [] : carried.Gone(rows, now);
        var spare = _isDamaged ? limit : limit - KeptLength - rows.Sum(LengthOf);
        return Composed(WithGone(rows, gone, Math.Max(0, spare)), carried, mark);
    }

    /// <summary>
    /// The description with a notice above the last known region, which stays with its rows, ticks and cells; null when the notice
    /// already stands there.
    /// </summary>
    /// <param name="notice">The notice: lines that each end with <see cref="IssueMarks.Notice"/>.</param>
    /// <param name="mark">The issue's mark, which is kept in the region as well.</param>
    public string? WithNotice(string notice, string mark = "")
    {
        var asOf = !_isDamaged && Region.ReadOn is { } read ? $", of {read}" : "";
        var rows = Rows(notice.Replace(IssueMarks.AsOf, asOf, StringComparison.Ordinal));
        if (!_isDamaged)
        {
            rows.Add(RegionRow.Parse(""));
            rows.AddRange(
                Region
                    .Rows.Where(row => !row.IsOfNotice && (row.IsBlank || Region.MayBeOurs(row)))
                    .Select(row => row.WithoutLineEnd())
                    .SkipWhile(row => row.IsBlank)
            );
        }

        return Composed(rows, new CarriedOver([]), mark);
    }

    private static List<RegionRow> Rows(string text) => [.. text.Trim('\n').Split('\n').Select(RegionRow.Parse)];

    /// <summary>The characters that a row takes with its line feed and its fingerprint.</summary>
    private static int LengthOf(RegionRow row) => row.Text.Length + row.LineEnd.Length + 1 + RegionRow.FingerprintLength;

    private static string Framed(List<RegionRow> rows, int number, string mark)
    {
        var fingerprints = string.Concat(rows.Where(row => !row.IsBlank).Select(row => row.Fingerprint()));
        return $"{IssueMarks.BeginOf(number)}\n{(mark.Length == 0 ? "" : mark + "\n")}\n{string.Join('\n', rows)}\n\n"
            + $"{IssueMarks.Fingerprints(fingerprints)} {IssueMarks.Run}\n{IssueMarks.EndOf(number)}";
    }

    /// <summary>The rows with those of the findings that are gone in their place, or at the end when there is none.</summary>
    private static List<RegionRow> WithGone(List<RegionRow> rows, List<RegionRow> gone, int room)
    {
        var leftOut = gone.Sum(row => row.LeftOut ?? 0);
        gone = [.. gone.Where(row => row.LeftOut is null or 0)];
        var length = gone.Sum(LengthOf);
        var (open, ended) = (new List<RegionRow>(), new List<RegionRow>());
        foreach (var row in gone)
        {
            if (length > room && row.IsGoneForAll)
            {
                length -= LengthOf(row);
                leftOut++;
            }
            else
            {
                (row.OpenKey is null ? ended : open).Add(row);
            }
        }

        if (leftOut > 0)
        {
            var and = ended.Count == 0 ? "" : "and ";
            ended.Add(
                RegionRow.Parse(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"- [x] {and}{leftOut} more, for which there is no room {IssueMarks.LeftOut(leftOut)}"
                    )
                )
            );
        }

        List<RegionRow> section = [.. Section(OpenHeading, open), .. Section(GoneHeading, ended)];
        var place = rows.FindIndex(row => row.Text == IssueMarks.Gone);
        return place < 0 ? [.. rows, .. section] : [.. rows[..place], .. section, .. rows[(place + 1)..]];
    }

    private static List<RegionRow> Section(string heading, List<RegionRow> rows) =>
        rows.Count == 0 ? [] : [.. new[] { "", heading, "" }.Select(RegionRow.Parse), .. rows];

    private static IEnumerable<string> Lasting(IEnumerable<RegionRow> rows) =>
        rows.Where(row => !row.IsOfRun && !row.IsBlank).Select(row => row.Text.TrimEnd());

    private string? Composed(List<RegionRow> rows, CarriedOver carried, string mark)
    {
        if (_isDamaged)
        {
            return $"{Framed(rows, _number, mark)}\n\n{_after}";
        }

        var kept = Kept(rows, carried);
        if (kept.Count == 0 && Lasting(Region.Rows).SequenceEqual(Lasting(rows), StringComparer.Ordinal))
        {
            return null;
        }

        return $"{_before}{Framed(rows, _number, mark)}{(kept.Count == 0 ? "" : $"\n\n{string.Join('\n', kept)}\n")}{_after}";
    }

    /// <summary>
    /// The rows of the old region that people typed, with the blank lines between them, and those whose cells found no place in the new
    /// one. Our own rows are known by
    /// their fingerprints; a second copy of one is people's.
    /// </summary>
    private List<string> Kept(List<RegionRow> rows, CarriedOver carried)
    {
        var ours = new Dictionary<string, int>(
            Region.Ours ?? rows.Where(row => !row.IsBlank).CountBy(row => row.Fingerprint()).ToDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        var kept = new List<string>();
        var (blanks, isAfterTyped) = (new List<string>(), false);
        foreach (var row in Region.Rows)
        {
            if (row.IsBlank)
            {
                blanks.Add(row.ToString());
                continue;
            }

            var fingerprint = row.Fingerprint();
            var isOurs = ours.TryGetValue(fingerprint, out var count) && count > 0;
            ours[fingerprint] = count - 1;
            if (!isOurs || carried.HasUnplacedCell(row))
            {
                kept.AddRange(isAfterTyped ? blanks : []);
                kept.Add(row.WithoutMarks());
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
}
