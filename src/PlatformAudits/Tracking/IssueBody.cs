using System.Globalization;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>
/// The description of an audit issue. Between two hidden marks stands the program's region; all else is people's and is kept to the
/// byte. Inside the region ticks and people's cells are carried over by finding, in whatever form an editor left it; whatever else people
/// typed there is moved below it, as text that does nothing. When the marks are not there exactly once, nothing that stands there is
/// touched, and a fresh region with a number of its own is put above it.
/// </summary>
internal sealed class IssueBody
{
    /// <summary>The number of a region has six digits at the most.</summary>
    private const int HighestNumber = 999_999;

    private const int ShortestFence = 3;

    private const string GoneHeading = "#### No longer open";
    private const string OpenHeading = "#### Also open, and ticked or written on before";
    private const string MovedHeading = "Typed into the generated part, and kept here as it was:";

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

    /// <summary>The findings that the region shows as open, by their ids.</summary>
    public IReadOnlySet<string> OpenIds => Region.OpenIds;

    /// <summary>The characters that are kept to the byte.</summary>
    public int KeptLength => _before.Length + _after.Length;

    /// <summary>Takes a description apart.</summary>
    public static IssueBody Parse(string description)
    {
        var marks = HiddenMark.In(description).Where(mark => (mark.RegionBegin ?? mark.RegionEnd) is not null).ToList();
        var begins = marks.Where(mark => mark.RegionBegin is not null).ToLookup(mark => mark.RegionBegin!.Value);
        var ends = marks.Where(mark => mark.RegionEnd is not null).ToLookup(mark => mark.RegionEnd!.Value);
        foreach (var number in begins.Select(group => group.Key).OrderDescending())
        {
            if (begins[number].ToList() is [var begin] && ends[number].ToList() is [var end] && begin.End <= end.Start)
            {
                return new IssueBody(description[..begin.Start], description[begin.End..end.Start], number, description[end.End..]);
            }
        }

        var used = begins.Select(group => group.Key).Concat(ends.Select(group => group.Key)).ToHashSet();
        var next = used.DefaultIfEmpty(0).Max() + 1;
        var free = next <= HighestNumber ? next : Enumerable.Range(1, HighestNumber).First(number => !used.Contains(number));
        return new IssueBody("", region: null, free, description);
    }

    /// <summary>The description of a new issue.</summary>
    /// <param name="mark">The mark by which it is found; see <see cref="IssueMarks.Issue"/>.</param>
    /// <param name="above">What stands above it, in Markdown, or null.</param>
    public static string New(string mark, string region, string peoplesPart, string? above = null) =>
        $"{mark}\n\n{(above is null ? "" : $"{above}\n\n")}"
        + $"{Framed(WithGone(IssueRegion.Fresh(region), [], leftOut: 0, room: 0), number: 1, mark)}\n\n{peoplesPart.Trim()}\n";

    /// <summary>The description with a new region, or null when nothing but lines about the run would change.</summary>
    /// <param name="now">What the findings of earlier runs have come to.</param>
    /// <param name="mark">The issue's mark, which is kept in the region as well.</param>
    /// <param name="limit">The longest description that is wanted. Lines of findings that are gone, and that people left alone, go
    /// first.</param>
    public string? With(string region, FindingsNow now, string mark = "", int limit = int.MaxValue)
    {
        var carried = new CarriedOver(Region.Rows);
        var rows = carried.Into(IssueRegion.Fresh(region));
        var gone = _isDamaged ? [] : carried.Gone(rows, now);
        var leftOut = _isDamaged ? 0 : Region.Marks?.LeftOut ?? 0;
        var spare = _isDamaged ? limit : limit - KeptLength - rows.Sum(LengthOf);
        return Composed(WithGone(rows, gone, leftOut, Math.Max(0, spare)), carried, mark);
    }

    /// <summary>
    /// The description with a notice above the last known region, which stays with its rows, ticks and cells, and with what people typed
    /// there; null when the notice already stands there.
    /// </summary>
    /// <param name="notice">The notice: lines that each end with <see cref="IssueMarks.Notice"/>.</param>
    /// <param name="mark">The issue's mark, which is kept in the region as well.</param>
    public string? WithNotice(string notice, string mark = "")
    {
        var asOf = !_isDamaged && Region.ReadOn is { } read ? $", of {read}" : "";
        var fresh = IssueRegion.Fresh(notice.Replace(IssueMarks.AsOf, asOf, StringComparison.Ordinal));
        if (_isDamaged)
        {
            // Only a region is carried over by the next run, so what people did goes into this one.
            var all = new CarriedOver(Region.Rows).Gone(fresh, FindingsNow.None with { Open = Region.OpenIds });
            var rows = WithGone(fresh, [.. all.Where(finding => finding.IsOpen)], leftOut: 0, room: int.MaxValue);
            return $"{Framed(rows, _number, mark)}\n\n{_after}";
        }

        if (
            Region
                .Rows.Where(row => row.IsOfNotice)
                .Select(row => row.Meaning)
                .SequenceEqual(fresh.Where(row => row.IsOfNotice).Select(row => row.Meaning), StringComparer.Ordinal)
        )
        {
            return null;
        }

        var old = Region.Rows.Where(row => !row.IsOfNotice && !row.IsAboutRegion).SkipWhile(row => row.Kind == RowKind.Blank).ToList();
        var marks = Region.Marks is { } known ? known with { Notice = MarksOf(fresh, [], 0).Notice } : null;
        return $"{_before}{Framed(new Composition([.. fresh, RegionRow.OfLine(""), .. old], marks), _number, mark)}{_after}";
    }

    /// <summary>The characters that a row takes with its line feed and its fingerprint.</summary>
    private static int LengthOf(RegionRow row) => row.Source.Length + 1 + RowMarks.FingerprintLength;

    private static int LengthOf(KeptFinding finding) => finding.Rows.Sum(LengthOf) + RowMarks.GoneLength;

    private static string Framed(Composition composition, int number, string mark)
    {
        var rows = string.Join('\n', composition.Rows.Where(row => row.Raw is not null).Select(row => row.Raw)).Trim('\n', '\r');
        return $"{IssueMarks.BeginOf(number)}\n\n{(mark.Length == 0 ? "" : mark + "\n\n")}{rows}\n\n"
            + $"{(composition.Marks is { } marks ? marks.Mark + "\n\n" : "")}{IssueMarks.EndOf(number)}";
    }

    /// <summary>The rows with those of the findings that are gone in their place, or at the end when there is none.</summary>
    private static Composition WithGone(IReadOnlyList<RegionRow> rows, List<KeptFinding> gone, int leftOut, int room)
    {
        var length = gone.Sum(LengthOf);
        var shown = new List<KeptFinding>();
        foreach (var finding in gone)
        {
            if (length > room && finding.IsForAll)
            {
                length -= LengthOf(finding);
                leftOut++;
            }
            else
            {
                shown.Add(finding);
            }
        }

        var ended = shown.Where(finding => !finding.IsOpen).SelectMany(finding => finding.Rows).ToList();
        if (leftOut > 0)
        {
            var and = ended.Count == 0 ? "" : "and ";
            ended.Add(
                RegionRow.OfItem(
                    string.Create(CultureInfo.InvariantCulture, $"- [x] {and}{leftOut} more, for which there is no room"),
                    above: null
                )!
            );
        }

        List<RegionRow> section =
        [
            .. Section(OpenHeading, [.. shown.Where(finding => finding.IsOpen).SelectMany(finding => finding.Rows)]),
            .. Section(GoneHeading, ended),
        ];
        var place = rows.Index().Where(row => row.Item.Source == IssueMarks.Gone).Select(row => row.Index).DefaultIfEmpty(-1).First();
        List<RegionRow> all = place < 0 ? [.. rows, .. section] : [.. rows.Take(place), .. section, .. rows.Skip(place + 1)];
        return new Composition(all, MarksOf(all, shown, leftOut));
    }

    private static List<RegionRow> Section(string heading, List<RegionRow> rows) =>
        rows.Count == 0 ? [] : [.. new[] { "", heading, "" }.Select(RegionRow.OfLine), .. rows, RegionRow.OfLine("")];

    private static RowMarks MarksOf(IReadOnlyList<RegionRow> rows, IEnumerable<KeptFinding> shown, int leftOut)
    {
        var told = rows.Where(row => row.Meaning.Length > 0).ToList();
        return new RowMarks(
            Fingerprints(told.Where(row => !row.IsOfRun && !row.IsOfNotice)),
            Fingerprints(told.Where(row => row.IsOfRun)),
            Fingerprints(told.Where(row => row.IsOfNotice)),
            shown.Where(finding => !finding.IsOpen).ToDictionary(finding => finding.Id, finding => finding.Box, StringComparer.Ordinal),
            leftOut
        );

        static string Fingerprints(IEnumerable<RegionRow> rows) => string.Concat(rows.Select(row => row.Fingerprint));
    }

    private static List<RegionRow> Lasting(IEnumerable<RegionRow> rows) => [.. rows.Where(row => !row.IsOfRun && row.Meaning.Length > 0)];

    /// <summary>Whether rows say the same as fresh ones, and nothing in them has come alive that an editor decoded.</summary>
    private static bool AreAlike(List<RegionRow> old, List<RegionRow> fresh) =>
        old.Count == fresh.Count
        && old.Zip(fresh).All(pair => pair.First.State == pair.Second.State && pair.First.LiveSigns <= pair.Second.LiveSigns);

    private string? Composed(Composition composition, CarriedOver carried, string mark)
    {
        if (_isDamaged)
        {
            return $"{Framed(composition, _number, mark)}\n\n{_after}";
        }

        var kept = Kept(composition.Rows, carried);
        if (kept.Count == 0 && !Region.HasNotice && AreAlike(Lasting(Region.Rows), Lasting(composition.Rows)))
        {
            return null;
        }

        return $"{_before}{Framed(composition, _number, mark)}{(kept.Count == 0 ? "" : $"\n\n{Inert(kept)}\n")}{_after}";
    }

    /// <summary>
    /// Lines as a block of code, in which nothing acts (docs.gitlab.com/user/project/quick_actions): what stood in code within the region
    /// would come alive outside of it, with the rights of whoever writes it there.
    /// </summary>
    private static string Inert(IReadOnlyList<string> lines)
    {
        var fence = new string('`', Math.Max(ShortestFence, lines.Max(LongestRun) + 1));
        return $"{MovedHeading}\n\n{fence}text\n{string.Join('\n', lines)}\n{fence}";

        static int LongestRun(string line)
        {
            var (longest, run) = (0, 0);
            foreach (var sign in line)
            {
                run = sign == '`' ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            return longest;
        }
    }

    /// <summary>
    /// The rows of the old region that people typed, with the blank lines between them, and those whose cells found no place in the new
    /// one. Our own rows are known by their fingerprints, and where these are gone by the new rows, of which those of findings that are
    /// gone were made of the old ones, typed words and all; a second copy of one is people's. What stands below the region already is not
    /// moved there again.
    /// </summary>
    private List<string> Kept(IReadOnlyList<RegionRow> rows, CarriedOver carried)
    {
        var ours =
            Region.Marks?.Counts()
            ?? rows.Where(row => row is { Meaning.Length: > 0, IsGone: false })
                .CountBy(row => row.Fingerprint)
                .ToDictionary(StringComparer.Ordinal);
        var kept = new List<string>();
        var (blanks, isAfterTyped) = (new List<string>(), false);
        foreach (var row in Region.Rows)
        {
            if (row.Kind == RowKind.Blank)
            {
                blanks.Add(row.Raw ?? "");
                continue;
            }

            var isOurs = row.Kind == RowKind.Frame || (ours.TryGetValue(row.Fingerprint, out var count) && count > 0);
            if (row.Kind != RowKind.Frame)
            {
                ours[row.Fingerprint] = ours.GetValueOrDefault(row.Fingerprint) - 1;
            }

            if (!isOurs || carried.HasUnplacedCell(row))
            {
                var line = row.Raw is { } raw && row.Kind != RowKind.Cells ? raw.TrimEnd('\r') : row.Source;
                if (!_after.Contains(line, StringComparison.Ordinal))
                {
                    kept.AddRange(isAfterTyped ? blanks : []);
                    kept.Add(line);
                }

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

    /// <summary>The rows of a region, and what is known of them.</summary>
    private sealed record Composition(IReadOnlyList<RegionRow> Rows, RowMarks? Marks);
}
