using System.Text.RegularExpressions;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking.Regions;

/// <summary>What a row of a region is.</summary>
internal enum RowKind
{
    /// <summary>Nothing.</summary>
    Blank,

    /// <summary>What holds other rows together: tags, the rule below a table's head, the program's own marks.</summary>
    Frame,

    /// <summary>A line of text, also one of code.</summary>
    Text,

    /// <summary>A list item, with or without a box.</summary>
    Item,

    /// <summary>A list item below that of a finding, with what people had written into its cell.</summary>
    Beside,

    /// <summary>A row of a table.</summary>
    Cells,
}

/// <summary>
/// A row of the program's region: whose finding it is, the tick, the cells that people fill in, and how a finding ended that is gone.
/// </summary>
internal sealed partial record RegionRow
{
    private const string WaivedSince = "Waived since";
    private const string FixedOn = "Fixed: no longer found on";
    private const string NotLookedForSince = "Check switched off: not looked for since";
    private const string WrittenBeside = "Written beside it: ";

    /// <summary>The encoded text and remedy of a finding are cut after 1,000 characters each.</summary>
    private const int LongestWords = 2_100;

    /// <summary>No cell of a row is people's.</summary>
    public static readonly IReadOnlySet<int> NoColumns = new HashSet<int>();

    private string _said = "";

    private RegionRow(RowKind kind, string source)
    {
        Kind = kind;
        Source = source;
        Raw = source;
    }

    /// <summary>What the row is.</summary>
    public RowKind Kind { get; }

    /// <summary>The row as it can stand alone, in one line.</summary>
    public string Source { get; }

    /// <summary>The lines as they stand; null where another row has them, as of an HTML table the first.</summary>
    public string? Raw { get; init; }

    /// <summary>
    /// The id of the finding that begins the row, such as <c>F79e8b29d</c>, or null; of a row beside it, that finding's.
    /// </summary>
    public string? Id { get; private init; }

    /// <summary>Whether the finding is no longer found, or waived.</summary>
    public bool IsGone { get; init; }

    /// <summary>The row's box; of a finding that is gone, the one that people had left.</summary>
    public TaskBox Box { get; init; }

    /// <summary>Whether the box is ticked.</summary>
    public bool IsTicked => Box == TaskBox.Ticked;

    /// <summary>Whether the row speaks of the run itself.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>Whether the row belongs to the notice above the last known rows.</summary>
    public bool IsOfNotice { get; init; }

    /// <summary>Whether the row is a mark that every region is written with anew.</summary>
    public bool IsAboutRegion { get; private init; }

    /// <summary>What the program knows of all rows, when this one holds it; else null.</summary>
    public RowMarks? Marks { get; private init; }

    /// <summary>The cells of a table's row, as they stand.</summary>
    public IReadOnlyList<string> Cells { get; private init; } = [];

    /// <summary>Which cells people fill in.</summary>
    public IReadOnlySet<int> PeoplesColumns { get; private init; } = NoColumns;

    /// <summary>What people wrote into the row's cells, in their order, empty ones included; or beside a finding.</summary>
    public IReadOnlyList<string> Typed { get; private init; } = [];

    /// <summary>What the row says, without what people tick or fill in.</summary>
    public string Meaning { get; private init; } = "";

    /// <summary>What tells a row that the program wrote from every other.</summary>
    public string Fingerprint => RowMeaning.FingerprintOf(Meaning);

    /// <summary>Whether the row shows a finding as open.</summary>
    public bool IsOpen => Kind == RowKind.Item && Id is not null && !IsGone;

    /// <summary>What the row says and what people did to it; equal rows are alike to whoever looks at the issue.</summary>
    public string State => $"{Meaning}|{Box}|{string.Join('|', Typed.Select(RowMeaning.Of))}";

    /// <summary>
    /// How many tags, links, images, formulas and character references stand in the row: an editor decodes the references that keep a
    /// display name from being one.
    /// </summary>
    public int LiveSigns => LiveForm().Count(CodeSpans().Replace(Source, ""));

    /// <summary>
    /// What the finding is, as it stands, without id, box, the mention that it begins with, the links that it ends with, and how it ended.
    /// </summary>
    public string Words =>
        LinksAtEnd()
            .Replace(
                LeadingMention().Replace((IsGone && Ending.Success ? Ending.Groups["text"].Value : _said).Trim().Trim('~').Trim(), ""),
                ""
            );

    /// <summary>What tells the words from all others; see <see cref="RowMeaning.DigestOf"/>.</summary>
    public string WordsDigest => RowMeaning.DigestOf(RowMeaning.Of(Words));

    /// <summary>Whether the finding that is gone was waived, and not put right.</summary>
    public bool EndedWaived => IsGone && Ending.Groups["how"].Value == WaivedSince;

    /// <summary>The run since which the finding is gone; empty where the row does not tell.</summary>
    public string EndedOn => IsGone ? Ending.Groups["run"].Value : "";

    private Match Ending => EndingForm().Match(_said);

    /// <summary>A row of text or a blank one.</summary>
    /// <param name="line">The line without its line feed.</param>
    public static RegionRow OfLine(string line)
    {
        var text = BlockPrefix().Replace(line, "");
        return string.IsNullOrWhiteSpace(line) ? new RegionRow(RowKind.Blank, "") { Raw = line }
            : string.IsNullOrWhiteSpace(text) || FenceEnd().IsMatch(text) ? OfFrame(line)
            : new RegionRow(RowKind.Text, line.TrimEnd('\r')) { Raw = line, Meaning = RowMeaning.Of(text) };
    }

    /// <summary>A row that holds others together.</summary>
    public static RegionRow OfFrame(string line) => new(RowKind.Frame, line);

    /// <summary>A row that is a mark of the program's.</summary>
    public static RegionRow OfMark(string line, HiddenMark mark) =>
        new(RowKind.Frame, line) { Marks = mark.Rows, IsAboutRegion = mark.Rows is not null || mark.Issue is not null };

    /// <summary>A list item, or null when the line is none.</summary>
    /// <param name="above">The id of the finding whose item stands above, or null.</param>
    public static RegionRow? OfItem(string line, string? above)
    {
        if (Bullet().Match(line) is not { Success: true } bullet)
        {
            return null;
        }

        var rest = line[bullet.Length..].Trim();
        var box = bullet.Groups["tick"].Value switch
        {
            "x" or "X" => TaskBox.Ticked,
            "~" => TaskBox.Inapplicable,
            _ => TaskBox.Empty,
        };
        if (IdForm().Match(rest) is { Success: true } found)
        {
            var said = rest[found.Length..].Trim();
            return new RegionRow(RowKind.Item, line.Trim())
            {
                Raw = line,
                Id = found.Groups["id"].Value,
                Box = box,
                IsGone = EndingForm().IsMatch(said),
                Meaning = RowMeaning.Of(rest),
                _said = said,
            };
        }

        return above is not null && rest.StartsWith(WrittenBeside, StringComparison.Ordinal)
            ? new RegionRow(RowKind.Beside, line.TrimEnd())
            {
                Raw = line,
                Id = above,
                Typed = [rest[WrittenBeside.Length..].Trim()],
                Meaning = RowMeaning.Of(WrittenBeside),
            }
            : new RegionRow(RowKind.Item, line.Trim())
            {
                Raw = line,
                Box = box,
                Meaning = RowMeaning.Of(rest),
            };
    }

    /// <summary>A row of a table.</summary>
    /// <param name="cells">The cells' Markdown, in one line each.</param>
    /// <param name="peoples">Which cells people fill in.</param>
    public static RegionRow OfCells(IReadOnlyList<string> cells, IReadOnlySet<int> peoples) =>
        new(RowKind.Cells, $"| {string.Join(" | ", cells)} |")
        {
            Cells = cells,
            PeoplesColumns = peoples,
            Id =
                cells.Count > 0 && IdForm().Match(cells[0]) is { Success: true } found && found.Length == cells[0].Length
                    ? found.Groups["id"].Value
                    : null,
            Typed = [.. peoples.Order().Where(column => column < cells.Count).Select(column => cells[column])],
            Meaning = string.Join(" | ", cells.Select((cell, column) => peoples.Contains(column) ? "" : RowMeaning.Of(cell))),
        };

    /// <summary>The row with its box as people had left it.</summary>
    public RegionRow Boxed(TaskBox box) =>
        box == Box || Kind != RowKind.Item ? this
        : Raw is { } line && Bullet().Match(line) is { Success: true } bullet && bullet.Groups["tick"] is { Success: true } tick
            ? OfItem($"{line[..tick.Index]}{SignOf(box)}{line[(tick.Index + 1)..]}", above: null)! with
            {
                IsGone = IsGone,
            }
        : this;

    /// <summary>The row with its cells filled.</summary>
    /// <param name="typed">What belongs into people's cells, in their order; an empty one stays as it is.</param>
    public RegionRow Filled(IReadOnlyList<string> typed)
    {
        var cells = Cells.ToList();
        foreach (var (text, column) in typed.Zip(PeoplesColumns.Order()).Where(cell => cell.First.Length > 0 && cell.Second < cells.Count))
        {
            cells[column] = BareBar().Replace(text, @"\|");
        }

        return OfCells(cells, PeoplesColumns);
    }

    /// <summary>
    /// The rows of a finding that is no longer found, or waived: they mention nobody, show a tick, and hold what people had written beside
    /// it.
    /// </summary>
    /// <param name="typed">What people had typed, and what no cell holds.</param>
    /// <param name="now">What the findings have come to; a row that said the same before keeps the run that it tells.</param>
    /// <param name="box">The box as people had left it.</param>
    public IEnumerable<RegionRow> Ended(IReadOnlyList<string> typed, FindingsNow now, TaskBox box)
    {
        var (text, acceptance) = (Inert(), now.Waived.GetValueOrDefault(Id!));
        var how =
            acceptance is not null ? WaivedSince
            : now.NotLookedFor.Contains(Id!) ? NotLookedForSince
            : FixedOn;
        var since = IsGone && Ending.Groups["how"].Value == how ? EndedOn : now.Run;
        var ending = $"{how} {since}{(acceptance is null ? "" : $", {acceptance}")}";
        var line = $"- [x] `{Id}` {ending}.{(text.Length == 0 ? "" : $" ~~{text}~~")}";
        return [OfItem(line, above: null)! with { Box = box }, .. typed.Select(BesideRow)];
    }

    /// <summary>The rows of an open finding whose table there is no room for, with what people had typed there.</summary>
    public IEnumerable<RegionRow> OpenWith(IReadOnlyList<string> typed, TaskBox box) =>
        [OfItem($"- [{SignOf(box)}] `{Id}` {Inert()}", above: null)!, .. typed.Select(BesideRow)];

    /// <summary>The words, encoded anew: an editor may have decoded them, and people may have typed there.</summary>
    private string Inert() => MarkdownEncoder.Within(MarkdownEncoder.Decode(Words), LongestWords);

    private static char SignOf(TaskBox box) =>
        box switch
        {
            TaskBox.Ticked => 'x',
            TaskBox.Inapplicable => '~',
            _ => ' ',
        };

    private RegionRow BesideRow(string typed) => OfItem($"  - {WrittenBeside}{typed}", Id)!;

    [GeneratedRegex(@"^\s*(?:[-*+]|[0-9]{1,9}[.)])\s+(?:\[(?<tick>[ xX~])\](?:\s+|$))?")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?<fence>`{1,3})\s?(?<id>F[0-9a-f]{8}(?:[0-9a-f]{8})?)\s?\k<fence>(?!`)")]
    private static partial Regex IdForm();

    /// <summary>The mention that a row begins with where <c>tracker.mention</c> is on.</summary>
    [GeneratedRegex("^@[A-Za-z0-9_.-]+ ")]
    private static partial Regex LeadingMention();

    /// <summary>The links behind a finding's words, which its template has put there.</summary>
    [GeneratedRegex(@"(?: · \[[^\[\]]+\]\([^()\s]*\))+$")]
    private static partial Regex LinksAtEnd();

    /// <summary>An owner's name may hold a full stop, so it ends where the struck-out words begin.</summary>
    [GeneratedRegex(
        "^(?<how>"
            + (WaivedSince + "|" + FixedOn + "|" + NotLookedForSince)
            + @") (?<run>[^.~]*?)(?:, until [0-9]{4}-[0-9]{2}-[0-9]{2} by .*?\.(?=$|\s*~~)|\.)(?<text>.*)$"
    )]
    private static partial Regex EndingForm();

    /// <summary>
    /// A backslash keeps a backtick from beginning code. That only a whole run begins it also bounds the time that a row of backticks
    /// takes.
    /// </summary>
    [GeneratedRegex("(?<![`\\\\])(`+)(?!`).*?(?<!`)\\1(?!`)")]
    internal static partial Regex CodeSpans();

    [GeneratedRegex(@"<[A-Za-z/!?]|\]\(|!\[|&[A-Za-z][A-Za-z0-9]*;|\$[^$]*\$")]
    private static partial Regex LiveForm();

    [GeneratedRegex(@"^\s*(?:`{3,}|~{3,})\s*$")]
    private static partial Regex FenceEnd();

    /// <summary>A bar that would end a cell: beside a finding people may type one.</summary>
    [GeneratedRegex(@"(?<=(?:^|[^\\])(?:\\\\)*)\|")]
    private static partial Regex BareBar();

    /// <summary>What makes a line a heading or a quote, or a list item within a quote.</summary>
    [GeneratedRegex(@"^\s*(?:#{1,6}(?:\s+|$)|(?:>\s*)+(?:[-*+](?:\s+|$))?)")]
    private static partial Regex BlockPrefix();
}
