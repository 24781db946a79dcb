using System.Text;
using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// A Markdown text taken apart into blocks: what is code or comment falls out, the rest is text in which inline Markdown counts.
/// </summary>
internal sealed partial class TextBlocks
{
    private readonly List<TextLine> _lines = [];
    private readonly List<string> _inline = [];
    private readonly List<string> _activated = [];
    private readonly SortedDictionary<string, int> _structure = new(StringComparer.Ordinal);

    public TextBlocks(string text)
    {
        TakeLines(text);
        TakeBlocks();
    }

    /// <summary>The lines outside of code, comments and <c>>>></c> quotes.</summary>
    public IReadOnlyList<TextLine> Lines => _lines;

    /// <summary>The texts in which inline Markdown counts: a paragraph, a list item, a heading, a cell of a table.</summary>
    public IReadOnlyList<string> Inline => _inline;

    /// <summary>What the blocks themselves do.</summary>
    public IReadOnlyList<string> Activated => _activated;

    /// <summary>How many there are of each kind.</summary>
    public IReadOnlyDictionary<string, int> Structure => _structure;

    private void TakeLines(string text)
    {
        var lines = text.Split('\n');
        var (fence, isComment, isQuote, isAfterBlank) = ("", false, false, true);
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number].TrimEnd('\r');
            var mark = Fence().Match(line);
            if (fence.Length > 0)
            {
                if (
                    mark.Success
                    && mark.Groups["mark"].Value.StartsWith(fence, StringComparison.Ordinal)
                    && mark.Groups["info"].Value.Trim().Length == 0
                )
                {
                    fence = "";
                }

                continue;
            }

            if (isComment)
            {
                isComment = !line.Contains("-->", StringComparison.Ordinal);
                continue;
            }

            if (
                mark.Success && !(mark.Groups["mark"].Value[0] == '`' && mark.Groups["info"].Value.Contains('`', StringComparison.Ordinal))
            )
            {
                fence = mark.Groups["mark"].Value;
                var info = mark.Groups["info"].Value.Trim().Split(' ')[0];
                Count(info.Length == 0 ? "code" : "code " + info);
                continue;
            }

            if (line.TrimEnd() == ">>>")
            {
                isQuote = !isQuote;
                Count("quote");
                continue;
            }

            var isCode =
                isAfterBlank
                && IndentedCode().IsMatch(line)
                && (_lines.LastOrDefault(l => l.Text.Length > 0) is not { } last || !ListItem().IsMatch(last.Text));
            isAfterBlank = string.IsNullOrWhiteSpace(line);
            if (isQuote || isCode)
            {
                continue;
            }

            var shown = Comment().Replace(line, "");
            var open = shown.IndexOf("<!--", StringComparison.Ordinal);
            if (open >= 0 && string.IsNullOrWhiteSpace(shown[..open]))
            {
                isComment = true;
                shown = shown[..open];
                if (!lines.Skip(number).Any(l => l.Contains("-->", StringComparison.Ordinal)))
                {
                    _activated.Add("comment without an end");
                }
            }

            _lines.Add(new TextLine(number, shown));
        }

        if (fence.Length > 0)
        {
            _activated.Add("code without an end");
        }
    }

    private void TakeBlocks()
    {
        var paragraph = new StringBuilder();
        for (var i = 0; i < _lines.Count; i++)
        {
            var line = _lines[i].Text;
            if (string.IsNullOrWhiteSpace(line))
            {
                EndParagraph(paragraph);
            }
            else if (Heading().Match(line) is { Success: true } heading)
            {
                EndParagraph(paragraph);
                Count($"h{heading.Groups["level"].Length}");
                _inline.Add(heading.Groups["text"].Value);
            }
            else if (
                i + 1 < _lines.Count
                && _lines[i + 1].Number == _lines[i].Number + 1
                && Delimiters().IsMatch(_lines[i + 1].Text)
                && CellsOf(line).Count == CellsOf(_lines[i + 1].Text).Count
                && line.Contains('|', StringComparison.Ordinal)
            )
            {
                EndParagraph(paragraph);
                i = TakeTable(i);
            }
            else if (Rule().IsMatch(line))
            {
                Count(
                    paragraph.Length == 0 ? "rule"
                    : line.TrimStart()[0] == '=' ? "h1"
                    : "h2"
                );
                EndParagraph(paragraph);
            }
            else if (ListItem().Match(line) is { Success: true } item)
            {
                EndParagraph(paragraph);
                Count("item");
                TakeContent(item.Groups["text"].Value, paragraph);
            }
            else if (Quote().Match(line) is { Success: true } quote)
            {
                EndParagraph(paragraph);
                Count("quote");
                TakeContent(quote.Groups["text"].Value, paragraph);
            }
            else
            {
                paragraph.Append(paragraph.Length == 0 ? "" : "\n").Append(line.TrimStart());
            }
        }

        EndParagraph(paragraph);
    }

    /// <summary>Takes what stands in a list item or a quote, which may itself be one.</summary>
    private void TakeContent(string text, StringBuilder paragraph)
    {
        for (; ListItem().Match(text) is { Success: true } inner; text = inner.Groups["text"].Value)
        {
            Count("item");
        }

        if (Task().Match(text) is { Success: true } task)
        {
            Count("task");
            text = text[task.Length..];
        }

        if (Heading().Match(text) is { Success: true } heading)
        {
            Count($"h{heading.Groups["level"].Length}");
        }

        paragraph.Append(text);
    }

    private int TakeTable(int header)
    {
        Count("table");
        var columns = CellsOf(_lines[header].Text).Count;
        var i = header;
        for (
            ;
            i < _lines.Count && !string.IsNullOrWhiteSpace(_lines[i].Text) && _lines[i].Number - _lines[header].Number == i - header;
            i++
        )
        {
            if (i == header + 1)
            {
                continue;
            }

            var cells = CellsOf(_lines[i].Text);
            Count("row");
            if (cells.Count != columns)
            {
                _activated.Add($"row of {cells.Count} cells in a table of {columns}");
            }

            _inline.AddRange(cells);
        }

        return i - 1;
    }

    private void EndParagraph(StringBuilder paragraph)
    {
        if (paragraph.Length > 0)
        {
            _inline.Add(paragraph.ToString());
            paragraph.Clear();
        }
    }

    private void Count(string kind) => _structure[kind] = _structure.GetValueOrDefault(kind) + 1;

    private static List<string> CellsOf(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var text = row.Trim();
        text = text.StartsWith('|') ? text[1..] : text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                cell.Append(text[i] == '\\' && text[i + 1] == '|' ? "" : "\\").Append(text[++i]);
            }
            else if (text[i] == '|')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(text[i]);
            }
        }

        if (cell.ToString().Trim().Length > 0 || !text.EndsWith('|'))
        {
            cells.Add(cell.ToString());
        }

        return cells;
    }

    [GeneratedRegex(@"^(?:[ ]{0,3}(?:>[ ]?|[-*+][ ]+|\d{1,9}[.)][ ]+))*[ ]*(?<mark>`{3,}|~{3,})(?<info>.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex("^(    |\t)")]
    private static partial Regex IndentedCode();

    [GeneratedRegex("<!--.*?-->")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^ {0,3}(?<level>#{1,6})(?<text>[ \t].*|)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ {0,3}\|?[ ]*:?-+:?[ ]*(\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")]
    private static partial Regex Delimiters();

    [GeneratedRegex(@"^ {0,3}((\*[ ]*){3,}|(-[ ]*){3,}|(_[ ]*){3,}|=+[ ]*)$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*([-*+]|\d{1,9}[.)])(\s+(?<text>.*)|)$")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^\[[ xX]\]\s")]
    private static partial Regex Task();

    [GeneratedRegex(@"^ {0,3}>(?<text>.*)$")]
    private static partial Regex Quote();
}

/// <summary>A line with its number in the text, from 0.</summary>
internal sealed record TextLine(int Number, string Text);
