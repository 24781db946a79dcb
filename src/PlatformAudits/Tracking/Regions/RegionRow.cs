using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking.Regions;

/// <summary>
/// A line of the program's region: whose finding it is, the tick, the cells that people fill in, and how a finding ended that is gone.
/// </summary>
internal sealed partial class RegionRow
{
    /// <summary>Characters of a row's fingerprint: 30 bits, so one typed line in a billion would pass for a given line of ours.</summary>
    public const int FingerprintLength = 5;

    private const string WaivedSince = "Waived since";
    private const string FixedOn = "Fixed: no longer found on";
    private const string WrittenBeside = "Written beside it:";

    private readonly int _wordsAt;
    private readonly int _tickAt = -1;
    private readonly bool _wasTicked = true;

    private RegionRow(string line)
    {
        Text = line.TrimEnd('\r');
        LineEnd = line[Text.Length..];
        if (Bullet().Match(Text) is { Success: true } bullet)
        {
            _tickAt = bullet.Groups["tick"] is { Success: true } tick ? tick.Index : -1;
            _wordsAt = _tickAt < 0 || bullet.Groups["blank"].Success ? bullet.Length : _tickAt - 1;
        }

        var marks = HiddenMark.In(Text).ToList();
        Cells = CellsIn(marks);
        foreach (var mark in marks)
        {
            OpenKey ??= mark.Finding;
            if (GoneKey is null && mark.GoneFinding is { } gone)
            {
                (GoneKey, _wasTicked) = (gone, mark.WasTicked);
            }

            Subject ??= mark.Subject;
            Stamp ??= mark.Stamp;
            LeftOut ??= mark.LeftOut;
            IsOfRun |= mark.IsRun;
            IsOfNotice |= mark.IsNotice;
        }

        if (marks is [var first, ..])
        {
            var trimmed = Text.Trim();
            Fingerprints =
                first.Fingerprints is { } prints && trimmed == $"{IssueMarks.Fingerprints(prints)} {IssueMarks.Run}" ? prints : null;
            IsOfFrame = Fingerprints is not null || (first.Issue is not null && first.End - first.Start == trimmed.Length);
        }
    }

    /// <summary>The row as it stands, without the line's end.</summary>
    public string Text { get; }

    /// <summary>What the line ends with before its line feed: nothing, or carriage returns.</summary>
    public string LineEnd { get; }

    /// <summary>
    /// What the row says to people: without bullet, box, marks, the stroke through it, how it ended, and the mention that it begins
    /// with.
    /// </summary>
    public string Words =>
        LeadingMention()
            .Replace(
                HiddenMark
                    .WithoutComments(Text[_wordsAt..(Ending is { Success: true } end ? end.Index : Text.Length)])
                    .Trim()
                    .Trim('~')
                    .Trim(),
                ""
            );

    /// <summary>The digits of the finding that the row shows, or null.</summary>
    public string? Key => OpenKey ?? GoneKey;

    /// <summary>The digits of the finding that the row shows as open, or null.</summary>
    public string? OpenKey { get; }

    /// <summary>The digits of the finding that the row shows as no longer found, or null.</summary>
    public string? GoneKey { get; }

    /// <summary>Whether the row shows a finding as no longer found and none as open.</summary>
    public bool IsGone => OpenKey is null && GoneKey is not null;

    /// <summary>Whether the finding that is gone was waived, and not put right.</summary>
    public bool EndedWaived => Ending.Groups["waived"].Success;

    /// <summary>The run since which the finding is gone; empty where the row does not tell.</summary>
    public string EndedOn => Ending.Groups["run"].Value;

    /// <summary>Whether people ticked the finding; for one that is gone, whether they had.</summary>
    public bool IsTicked => ShowsTick && _wasTicked;

    /// <summary>Whether the row shows a finding that is gone and holds nothing of people's.</summary>
    public bool IsGoneForAll => GoneKey is not null && !_wasTicked && Cells.Count == 0;

    /// <summary>The cells that people fill in.</summary>
    public IReadOnlyList<RegionCell> Cells { get; }

    /// <summary>Whose the finding is, or null.</summary>
    public FindingSubject? Subject { get; }

    /// <summary>What the platform's reading came to, or null.</summary>
    public CollectionStamp? Stamp { get; }

    /// <summary>How many findings there was no room for when the row counts them; else null.</summary>
    public int? LeftOut { get; }

    /// <summary>Whether the row speaks of the run itself.</summary>
    public bool IsOfRun { get; }

    /// <summary>Whether the row belongs to the notice above the last known rows.</summary>
    public bool IsOfNotice { get; }

    /// <summary>The fingerprints of the region's rows when this row holds them and nothing else; else null.</summary>
    public string? Fingerprints { get; }

    /// <summary>Whether the row is a mark about the region, and none of its text.</summary>
    public bool IsOfFrame { get; }

    /// <summary>Whether nothing stands in the row.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    private Match Ending => IsGone ? EndingForm().Match(Text) : Match.Empty;

    private bool ShowsTick => _tickAt >= 0 && Text[_tickAt] != ' ';

    /// <summary>The row of a line.</summary>
    /// <param name="line">The line without its line feed.</param>
    public static RegionRow Parse(string line) => new(line);

    /// <summary>The line.</summary>
    public override string ToString() => Text + LineEnd;

    /// <summary>The row with its box ticked, if it has one.</summary>
    public RegionRow Ticked() => _tickAt < 0 || ShowsTick ? this : Parse($"{Text[.._tickAt]}x{Text[(_tickAt + 1)..]}{LineEnd}");

    /// <summary>The row with its cells filled.</summary>
    /// <param name="next">Gives what belongs into the next cell of a finding, or null.</param>
    public RegionRow Filled(Func<string, string?> next)
    {
        var typed = Cells.Select(cell => next(cell.Key)).ToList();
        return typed.TrueForAll(text => text is null)
            ? this
            : Parse(WithCells((cell, number) => typed[number] is { } text ? $" {text} " : Text[cell.Start..cell.End]) + LineEnd);
    }

    /// <summary>
    /// The row of a finding that is no longer found. It mentions nobody, shows a tick, and remembers whether people had set one.
    /// </summary>
    /// <param name="typed">What people had typed into the finding's cells.</param>
    /// <param name="isWaived">Whether it was waived, and not put right.</param>
    /// <param name="run">The run that says so.</param>
    public RegionRow Ended(IReadOnlyList<string> typed, bool isWaived, string run)
    {
        var text = AnyMention()
            .Replace(Without(mark => mark.Finding is not null || mark.Subject is not null, _wordsAt).Trim().Trim('~'), "");
        var what = $"{(isWaived ? WaivedSince : FixedOn)} {run}";
        return Parse(
            $"- [x] ~~{text}~~ {what}.{Beside(OpenKey!, typed)} "
                + $"{IssueMarks.GoneFinding(OpenKey!, IsTicked)}{(Subject is null ? "" : " " + Subject.Mark)}"
        );
    }

    /// <summary>The row of an open finding whose table there is no room for, with what people had typed there.</summary>
    public RegionRow With(IReadOnlyList<string> typed)
    {
        if (Cells.Count > 0)
        {
            return this;
        }

        var text = new StringBuilder();
        var at = 0;
        foreach (var mark in HiddenMark.In(Text).Where(mark => mark.Finding is not null))
        {
            text.Append(Text, at, mark.Start - at).Append($"{Beside(mark.Finding!, typed).TrimStart()} ".TrimStart());
            at = mark.Start;
        }

        return Parse(text.Append(Text, at, Text.Length - at).Append(LineEnd).ToString());
    }

    /// <summary>The row without what a line ends with before its line feed.</summary>
    public RegionRow WithoutLineEnd() => LineEnd.Length == 0 ? this : Parse(Text);

    /// <summary>The line without the marks of findings, as it is kept among people's text.</summary>
    public string WithoutMarks() => Without(mark => mark.IsOfFinding, 0) + LineEnd;

    /// <summary>
    /// What tells a row that the program wrote from every other: ticks and what people put into their cells don't count.
    /// </summary>
    public string Fingerprint()
    {
        var plain = WithCells((_, _) => "  ");
        plain = (ShowsTick ? $"{plain[.._tickAt]} {plain[(_tickAt + 1)..]}" : plain).TrimEnd();
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(plain)).AsSpan(0, 6))[..FingerprintLength];
    }

    private static string Beside(string key, IReadOnlyList<string> typed) =>
        typed.Count == 0
            ? ""
            : $" {WrittenBeside}" + string.Concat(typed.Select(text => $" {IssueMarks.CellOf(key)} {text} {IssueMarks.CellEnd}"));

    /// <summary>
    /// In a table a cell ends at the first bar that has no backslash before it, also within a code span (github.github.com/gfm,
    /// "Tables").
    /// </summary>
    private List<RegionCell> CellsIn(List<HiddenMark> marks)
    {
        var cells = new List<RegionCell>();
        var stops = marks.Where(mark => mark.EndsCell).ToList();
        var (stop, end) = (0, 0);
        foreach (var mark in stops.Where(mark => mark.Cell is not null))
        {
            if (mark.Start < end)
            {
                continue;
            }

            for (end = mark.End; end < Text.Length && Text[end] != '|'; end += Text[end] == '\\' ? 2 : 1)
            {
                while (stop < stops.Count && stops[stop].Start < end)
                {
                    stop++;
                }

                if (stop < stops.Count && stops[stop].Start == end)
                {
                    break;
                }
            }

            end = Math.Min(end, Text.Length);
            cells.Add(new RegionCell(mark.Cell!, Text[mark.End..end].Trim(), mark.End, end));
        }

        return cells;
    }

    private string WithCells(Func<RegionCell, int, string> typed)
    {
        var text = new StringBuilder();
        var at = 0;
        for (var number = 0; number < Cells.Count; number++)
        {
            var cell = Cells[number];
            text.Append(Text, at, cell.Start - at).Append(typed(cell, number));
            at = cell.End;
        }

        return at == 0 ? Text : text.Append(Text, at, Text.Length - at).ToString();
    }

    private string Without(Func<HiddenMark, bool> isLeftOut, int from)
    {
        var text = new StringBuilder();
        foreach (var mark in HiddenMark.In(Text).Where(isLeftOut))
        {
            text.Append(Text, from, mark.Start - from);
            from = mark.End;
        }

        return text.Append(Text, from, Text.Length - from).ToString();
    }

    [GeneratedRegex("^\\s*[-*+] (\\[(?<tick>[ xX])\\](?<blank> )?)?")]
    private static partial Regex Bullet();

    [GeneratedRegex("@(?=[A-Za-z0-9_])")]
    private static partial Regex AnyMention();

    /// <summary>The mention that a row begins with where <c>tracker.mention</c> is on.</summary>
    [GeneratedRegex("^@[A-Za-z0-9_.-]+ ")]
    private static partial Regex LeadingMention();

    // Text that was encoded holds no tilde.
    [GeneratedRegex("~~ (?:(?<waived>" + WaivedSince + ")|" + FixedOn + ") (?<run>[^<]*?)\\.(?: " + WrittenBeside + "| <!-- g:)")]
    private static partial Regex EndingForm();
}
