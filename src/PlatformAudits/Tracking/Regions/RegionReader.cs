using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking.Regions;

/// <summary>
/// Reads a region row by row, in whatever form it stands: as a template wrote it, or as an editor left it, with other bullets, padded
/// tables, tables of HTML, and tags on lines of their own.
/// </summary>
internal sealed partial class RegionReader
{
    private readonly List<RegionRow> _rows = [];
    private readonly string[] _lines;
    private IReadOnlySet<int> _peoples = RegionRow.NoColumns;
    private string? _above;
    private bool _hasTableEnd = true;

    private RegionReader(string text) => _lines = text.Split('\n');

    /// <summary>The rows of a text.</summary>
    public static IReadOnlyList<RegionRow> Read(string text)
    {
        var reader = new RegionReader(text);
        reader.Read();
        return reader._rows;
    }

    private void Read()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            var (line, trimmed) = (_lines[i], _lines[i].Trim());
            if (_hasTableEnd && trimmed.StartsWith("<table", StringComparison.OrdinalIgnoreCase) && EndOfTable(i) is { } end)
            {
                _rows.AddRange(RowsOfHtml(string.Join('\n', _lines[i..(end + 1)])));
                i = end;
                _peoples = RegionRow.NoColumns;
            }
            else
            {
                _rows.AddRange(RowsOf(line, trimmed));
            }
        }
    }

    private IEnumerable<RegionRow> RowsOf(string line, string trimmed)
    {
        if (trimmed.StartsWith('|') && trimmed.Length > 1)
        {
            return [RowOfPipes(line, trimmed)];
        }

        _peoples = RegionRow.NoColumns;
        if (RegionRow.OfItem(line.TrimEnd('\r'), _above) is { } item)
        {
            _above = item.Id;
            return [item with { Raw = line }];
        }

        _above = trimmed.Length == 0 ? _above : null;
        if (HiddenMark.In(trimmed).ToList() is [var mark] && mark.End - mark.Start == trimmed.Length)
        {
            return [RegionRow.OfMark(line, mark)];
        }

        var text = Tags().Replace(trimmed, "").Trim();
        return text.Length == trimmed.Length ? [RegionRow.OfLine(line)]
            : text.Length == 0 ? [RegionRow.OfFrame(line)]
            : [RegionRow.OfLine(text) with { Raw = line }];
    }

    private RegionRow RowOfPipes(string line, string trimmed)
    {
        var cells = CellsOfPipes(trimmed);
        if (cells.TrueForAll(cell => Rule().IsMatch(cell)))
        {
            _peoples = _rows.LastOrDefault() is { Kind: RowKind.Cells } head ? PeoplesColumnsOf(head.Cells) : RegionRow.NoColumns;
            return RegionRow.OfFrame(line);
        }

        return RegionRow.OfCells(cells, _peoples) with
        {
            Raw = line,
        };
    }

    /// <summary>A cell ends at a bar that has no backslash before it, also within code (github.github.com/gfm, "Tables").</summary>
    private static List<string> CellsOfPipes(string row)
    {
        var (cells, start) = (new List<string>(), 1);
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] == '\\')
            {
                i++;
            }
            else if (row[i] == '|')
            {
                cells.Add(row[start..i].Trim());
                start = i + 1;
            }
        }

        if (start < row.Length)
        {
            cells.Add(row[start..].Trim());
        }

        return cells;
    }

    private static HashSet<int> PeoplesColumnsOf(IReadOnlyList<string> head) =>
        [.. head.Index().Where(cell => RowMeaning.Of(cell.Item) == IssueMarks.PeoplesColumn).Select(cell => cell.Index)];

    private int? EndOfTable(int start)
    {
        for (var i = start; i < _lines.Length; i++)
        {
            if (WithoutCode(_lines[i]).Contains("</table>", StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        _hasTableEnd = false;
        return null;
    }

    /// <summary>The rows of an HTML table; the first one has the lines as they stand.</summary>
    private static IEnumerable<RegionRow> RowsOfHtml(string table)
    {
        yield return RegionRow.OfFrame(table);
        IReadOnlySet<int> peoples = RegionRow.NoColumns;
        var (end, between, tags) = (0, new StringBuilder(), WithoutCode(table));
        for (var row = Element(tags, 0, Row(), RowEnd()); row is not null; row = Element(tags, end, Row(), RowEnd()))
        {
            between.Append(table, end, row.Value.Start - end);
            end = row.Value.End;
            var (cells, isHead) = (new List<string>(), false);
            var (start, at) = (row.Value.Inside, 0);
            var within = tags.Substring(start, row.Value.Length);
            for (var cell = Element(within, 0, Cell(), CellEnd()); cell is not null; cell = Element(within, at, Cell(), CellEnd()))
            {
                between.Append(table, start + at, cell.Value.Start - at);
                isHead |= within[cell.Value.Start + 2] is 'h' or 'H';
                cells.Add(InOneLine(table.Substring(start + cell.Value.Inside, cell.Value.Length)));
                at = cell.Value.End;
            }

            between.Append(table, start + at, within.Length - at);
            yield return RegionRow.OfCells(cells, peoples) with
            {
                Raw = null,
            };
            peoples = isHead ? PeoplesColumnsOf(cells) : peoples;
        }

        foreach (
            var line in Tags()
                .Replace(between.Append(table, end, table.Length - end).ToString(), "")
                .Split('\n')
                .Where(line => !string.IsNullOrWhiteSpace(line))
        )
        {
            yield return RegionRow.OfLine(line) with
            {
                Raw = null,
            };
        }
    }

    /// <summary>The next element from a place on; null where none is closed.</summary>
    /// <param name="tags">The text without its code, in which a tag is none.</param>
    private static (int Start, int End, int Inside, int Length)? Element(string tags, int from, Regex begin, Regex end) =>
        begin.Match(tags, from) is { Success: true } opened
        && opened.Index + opened.Length is var inside
        && end.Match(tags, inside) is { Success: true } closed
            ? (opened.Index, closed.Index + closed.Length, inside, closed.Index - inside)
            : null;

    /// <summary>
    /// A text with blanks in place of its code spans. They count in lines that begin with no tag: those that stand by themselves are
    /// Markdown, and in a line that begins with a tag GitLab sees HTML alone (spec.commonmark.org, "HTML blocks").
    /// </summary>
    private static string WithoutCode(string text) =>
        text.Contains('`', StringComparison.Ordinal)
            ? string.Join(
                '\n',
                text.Split('\n')
                    .Select(line =>
                        line.TrimStart().StartsWith('<') ? line : RegionRow.CodeSpans().Replace(line, span => new string(' ', span.Length))
                    )
            )
            : text;

    /// <summary>What stands in a cell of an HTML table, so that it can stand between bars.</summary>
    private static string InOneLine(string cell)
    {
        var text = new StringBuilder();
        foreach (var line in cell.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            text.Append(text.Length == 0 ? "" : "<br>");
            for (var i = 0; i < line.Length; i++)
            {
                text.Append(line[i] == '|' ? "\\" : "").Append(line[i]);
                if (line[i] == '\\' && i + 1 < line.Length)
                {
                    text.Append(line[++i]);
                }
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"<tr(?:\s[^>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Row();

    [GeneratedRegex(@"</tr\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex RowEnd();

    [GeneratedRegex(@"<t[hd](?:\s[^>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Cell();

    [GeneratedRegex(@"</t[hd]\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"^:?-+:?$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"</?(?:details|summary|table|thead|tbody|tr)(?:\s[^>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Tags();
}
