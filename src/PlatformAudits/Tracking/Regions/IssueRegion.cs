using System.Text.RegularExpressions;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking.Regions;

/// <summary>The program's region of a description, row by row.</summary>
internal sealed partial class IssueRegion
{
    private IssueRegion(IReadOnlyList<RegionRow> rows)
    {
        Marks = rows.Select(row => row.Marks).OfType<RowMarks>().ToList() is [var marks] ? marks : null;
        Rows = Known(rows, Marks);
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<RegionRow> Rows { get; }

    /// <summary>What the program knows of the rows that it wrote; null where the region does not tell.</summary>
    public RowMarks? Marks { get; }

    /// <summary>The ids of the findings that are shown as open.</summary>
    public IReadOnlySet<string> OpenIds => Rows.Where(row => row.IsOpen).Select(row => row.Id!).ToHashSet(StringComparer.Ordinal);

    /// <summary>What people have ticked and written, by finding.</summary>
    public IReadOnlyList<IssueDecision> Decisions =>
        [
            .. Rows.Where(row => row.Id is not null)
                .GroupBy(row => row.Id!, StringComparer.Ordinal)
                .Select(rows => new IssueDecision(
                    rows.Key,
                    KebabCase.Of(rows.Max(row => row.Box).ToString()),
                    [
                        .. rows.SelectMany(row => row.Typed)
                            .Select(text => MarkdownEncoder.Decode(text).Trim())
                            .Where(text => text.Length > 0),
                    ]
                ))
                .Where(decision => decision.Box != IssueDecision.None.Box || decision.Written.Count > 0)
                .OrderBy(decision => decision.Id, StringComparer.Ordinal),
        ];

    /// <summary>Whether the rows are those of an earlier run, because the last one could not evaluate the platform.</summary>
    public bool HasNotice => Rows.Any(row => row.IsOfNotice);

    /// <summary>When the rows say that the platform was read, such as <c>2026-11-21 13:40 UTC</c>, or null.</summary>
    public string? ReadOn =>
        Rows.Select(row => ReadOnForm().Match(row.Meaning)).FirstOrDefault(match => match.Success) is { } read
            ? read.Groups["time"].Value
            : null;

    /// <summary>The region of what stands between its marks.</summary>
    public static IssueRegion Parse(string text) => new(RegionReader.Read(text.Trim('\r', '\n')));

    /// <summary>
    /// The rows of a template's text, in which marks behind a line say what the line is. None is of a finding that is gone, whatever a
    /// display name says.
    /// </summary>
    public static IReadOnlyList<RegionRow> Fresh(string text) =>
        [
            .. RegionReader
                .Read(text.Trim('\n'))
                .Select(row =>
                    row.Source.Contains(IssueMarks.Run, StringComparison.Ordinal) ? Without(row, IssueMarks.Run) with { IsOfRun = true }
                    : row.Source.Contains(IssueMarks.Notice, StringComparison.Ordinal)
                        ? Without(row, IssueMarks.Notice) with
                        {
                            IsOfNotice = true,
                        }
                    : row with { IsGone = false }
                ),
        ];

    private static RegionRow Without(RegionRow row, string mark)
    {
        var line = row.Source.Replace(" " + mark, "", StringComparison.Ordinal).Replace(mark, "", StringComparison.Ordinal);
        return RegionReader.Read(line)[0];
    }

    /// <summary>
    /// The rows with what the program knows of them. Where it does not, their words tell which findings are gone, and nobody knows
    /// whether people had ticked those.
    /// </summary>
    private static List<RegionRow> Known(IReadOnlyList<RegionRow> rows, RowMarks? marks)
    {
        if (marks is null)
        {
            return [.. rows.Select(row => row.IsGone ? row with { Box = TaskBox.Empty } : row)];
        }

        var ofRun = RowMarks.Split(marks.Run).ToHashSet(StringComparer.Ordinal);
        var ofNotice = RowMarks.Split(marks.Notice).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Select(row =>
                row.Kind == RowKind.Item && row.Id is { } id
                    ? marks.Gone.TryGetValue(id, out var box)
                        ? row with
                        {
                            IsGone = true,
                            Box = row.IsTicked ? box : TaskBox.Empty,
                        }
                        : row with
                        {
                            IsGone = false,
                        }
                    : row.Meaning.Length == 0
                        ? row
                        : row with
                        {
                            IsOfRun = ofRun.Contains(row.Fingerprint),
                            IsOfNotice = ofNotice.Contains(row.Fingerprint),
                        }
            ),
        ];
    }

    [GeneratedRegex("^Read on (?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC) by ")]
    private static partial Regex ReadOnForm();
}
