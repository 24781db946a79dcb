using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.GitLab.RichText;

/// <summary>
/// Writes the editor's document as Markdown, with the signs and blank lines of prosemirror-markdown and GitLab's serialisers.
/// </summary>
internal sealed partial class RichTextWriter(RichTextVariant variant)
{
    private readonly bool _isTight = !variant.HasFlag(RichTextVariant.LooseLists);

    /// <summary>The text, without a line break at its end.</summary>
    public string Write(RichBlock[] blocks) => string.Join('\n', Lines(blocks, false).Select(line => line.Text)).TrimEnd('\n');

    private List<Line> Lines(RichBlock[] blocks, bool isInTightList)
    {
        var lines = new List<Line>();
        for (var place = 0; place < blocks.Length; place++)
        {
            if (place > 0)
            {
                lines.AddRange(Enumerable.Repeat(Line.Gap, GapBetween(blocks[place - 1], blocks[place], isInTightList)));
            }

            lines.AddRange(LinesOf(blocks[place], isInTightList));
        }

        return lines;
    }

    private static int GapBetween(RichBlock before, RichBlock block, bool isInTightList) =>
        (before, block) switch
        {
            (RichList one, RichList other) when one.Kind == other.Kind => 2,
            (_, RichList) when isInTightList => 0,
            _ => 1,
        };

    private IEnumerable<Line> LinesOf(RichBlock block, bool isInTightList) =>
        block switch
        {
            RichParagraph paragraph => Content(Inline(paragraph.Content)),
            RichHeading heading => Content($"{new string('#', heading.Level)} {Inline(heading.Content, isFromBlockStart: false)}"),
            RichComment comment => Content($"<!--{comment.Text}-->"),
            RichRule => Content("---"),
            RichCode code => CodeLines(code),
            RichQuote quote => Prefixed("> ", "> ", Lines(quote.Content, isInTightList)),
            RichAlert alert => Prefixed("> ", "> ", AlertLines(alert, isInTightList)),
            RichDetails details => DetailsLines(details, isInTightList),
            RichList list => ListLines(list),
            RichTable { IsHtml: true } table => HtmlLines(table),
            RichTable table => TableLines(table),
            _ => throw new ArgumentOutOfRangeException(nameof(block), block, "The editor has no such block."),
        };

    private static IEnumerable<Line> Content(string text) => text.Split('\n').Select(line => new Line(line));

    private static IEnumerable<Line> Prefixed(string first, string others, IReadOnlyList<Line> lines)
    {
        for (var number = 0; number < lines.Count; number++)
        {
            yield return lines[number].Behind(number == 0 ? first : others);
        }
    }

    private static IEnumerable<Line> CodeLines(RichCode code)
    {
        var ticks = Math.Max(3, code.Text.Split('\n').Max(line => RunsOfTicks().Matches(line).Max(run => (int?)run.Length + 1) ?? 0));
        var fence = new string('`', ticks);
        return Content($"{fence}{code.Language}\n{code.Text}\n{fence}");
    }

    private List<Line> AlertLines(RichAlert alert, bool isInTightList)
    {
        var title = Inline(alert.Title, isFromBlockStart: false).Trim();
        var shown = title.Length == 0 || title.Equals(alert.Type, StringComparison.OrdinalIgnoreCase) ? "" : $" {title}";
        List<Line> lines = [new($"[!{alert.Type}]{shown}")];
        if (alert.Content.Length > 0)
        {
            lines.Add(Line.Gap);
            lines.AddRange(Lines(alert.Content, isInTightList));
        }

        return lines;
    }

    private List<Line> DetailsLines(RichDetails details, bool isInTightList) =>
        [
            new("<details>"),
            .. TagLines("<summary>", "</summary>", [new RichParagraph(details.Summary)]),
            Line.Gap,
            .. Lines(details.Content, isInTightList),
            Line.Gap,
            new("</details>"),
        ];

    /// <summary>
    /// In HTML a backslash escapes nothing, so a text with one stands as Markdown between blank lines, as whatever has marks.
    /// </summary>
    private IEnumerable<Line> TagLines(string open, string close, RichBlock[] content)
    {
        if (
            content is [RichParagraph { IsPlain: true } paragraph]
            && Inline(paragraph.Content, isInTable: true) is var text
            && !text.Contains('\\', StringComparison.Ordinal)
            && !text.Contains('\n', StringComparison.Ordinal)
        )
        {
            return [new Line($"{open}{text}{close}")];
        }

        return [new Line(open), Line.Gap, .. Lines(content, false), new Line(close)];
    }

    private IEnumerable<Line> ListLines(RichList list)
    {
        var width = ((list.Start ?? 0) + list.Items.Length - 1).ToString(CultureInfo.InvariantCulture).Length;
        for (var number = 0; number < list.Items.Length; number++)
        {
            if (number > 0 && !_isTight)
            {
                yield return Line.Gap;
            }

            var item = list.Items[number];
            var sign = list.Start is { } start ? $"{(start + number).ToString(CultureInfo.InvariantCulture).PadLeft(width)}. " : "* ";
            var box = item.Box is { } ticked ? $"[{ticked}] " : "";
            var lines = Lines(item.Content, _isTight);
            if (box.Length > 0 && item.Content is [RichParagraph { Content: [] or [{ Text: "\u00A0" }] }, ..])
            {
                lines[0] = new Line("&nbsp;");
            }

            foreach (var line in Prefixed(sign + box, list.Start is null ? "  " : new string(' ', width + 2), lines))
            {
                yield return line;
            }
        }
    }

    private IEnumerable<Line> TableLines(RichTable table)
    {
        var header = table.Rows[0];
        var cells = table
            .Rows.Select(row => row.Select(cell => CellOf(cell).Replace("|", "\\|", StringComparison.Ordinal)).ToList())
            .ToList();
        yield return new Line($"| {string.Join(" | ", cells[0])} |");
        var rules = header.Select(
            (cell, place) =>
                (cell.Align == "center" ? ":" : "-")
                + new string('-', variant.HasFlag(RichTextVariant.WideRules) ? cells[0][place].Length : 3)
                + (cell.Align == "left" ? "-" : ":")
        );
        yield return new Line($"|{string.Join('|', rules)}|");
        foreach (var row in cells.Skip(1))
        {
            yield return new Line($"| {string.Join(" | ", row)} |");
        }
    }

    private string CellOf(RichCell cell) => Inline(((RichParagraph)cell.Content[0]).Content, isInTable: true).Replace('\n', ' ');

    private IEnumerable<Line> HtmlLines(RichTable table)
    {
        yield return new Line("<table>");
        foreach (var row in table.Rows)
        {
            yield return new Line("<tr>");
            foreach (var line in row.SelectMany(HtmlLines))
            {
                yield return line;
            }

            yield return new Line("</tr>");
        }

        yield return new Line("</table>");
    }

    private IEnumerable<Line> HtmlLines(RichCell cell)
    {
        var name = cell.IsHeader ? "th" : "td";
        var align = cell.Align == "left" ? "" : $" align=\"{cell.Align}\"";
        var columns = cell.Columns == 1 ? "" : $" colspan=\"{cell.Columns.ToString(CultureInfo.InvariantCulture)}\"";
        var rows = cell.Rows == 1 ? "" : $" rowspan=\"{cell.Rows.ToString(CultureInfo.InvariantCulture)}\"";
        return TagLines($"<{name}{columns}{rows}{align}>", $"</{name}>", cell.Content);
    }

    private string Inline(RichInline[] content, bool isFromBlockStart = true, bool isInTable = false) =>
        new RichLineWriter(content, variant.HasFlag(RichTextVariant.KeptLineBreaks), isInTable).Write(isFromBlockStart);

    /// <summary>A text with its special signs behind backslashes.</summary>
    public static string Escaped(string text, bool isAtBlockStart)
    {
        var escaped = new StringBuilder();
        for (var place = 0; place < text.Length; place++)
        {
            var isInWord =
                text[place] == '_' && place > 0 && place + 1 < text.Length && IsWord(text[place - 1]) && IsWord(text[place + 1]);
            if ("`*\\~[]_".Contains(text[place], StringComparison.Ordinal) && !isInWord)
            {
                escaped.Append('\\');
            }

            escaped.Append(text[place]);
        }

        var shown = escaped.ToString();
        if (isAtBlockStart)
        {
            shown = BlockStart().Replace(shown, "\\$&");
            shown = HeadingStart().Replace(shown, "$1\\$2$3");
            shown = NumberStart().Replace(shown, "$1\\. ");
        }

        return shown;
    }

    private static bool IsWord(char sign) => char.IsAsciiLetterOrDigit(sign) || sign == '_';

    [GeneratedRegex("`{3,}")]
    private static partial Regex RunsOfTicks();

    [GeneratedRegex(@"\A(\+[ ]|[-*>])")]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"\A(\s*)(#{1,6})(\s|\z)")]
    private static partial Regex HeadingStart();

    [GeneratedRegex(@"\A(\s*\d+)\.\s")]
    private static partial Regex NumberStart();

    /// <summary>A line of the text, or an empty one between two blocks, which keeps no blank at its end.</summary>
    private sealed record Line(string Text, bool IsGap = false)
    {
        public static Line Gap { get; } = new("", IsGap: true);

        public Line Behind(string prefix) => this with { Text = IsGap ? (prefix + Text).TrimEnd() : prefix + Text };
    }
}
