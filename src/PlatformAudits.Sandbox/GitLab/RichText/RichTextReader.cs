using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace PlatformAudits.Sandbox.GitLab.RichText;

/// <summary>
/// Reads a rendered page into the editor's document, as ProseMirror's parser does: blanks collapse, and a comment is a block, which ends
/// the paragraph that it stands in.
/// </summary>
internal sealed partial class RichTextReader
{
    private static readonly HashSet<string> HtmlMarks = new(StringComparer.Ordinal)
    {
        "abbr",
        "bdo",
        "cite",
        "dfn",
        "ins",
        "kbd",
        "mark",
        "q",
        "ruby",
        "samp",
        "small",
        "span",
        "sub",
        "sup",
        "time",
        "var",
    };

    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal) { "script", "style", "template", "input", "head" };

    public RichBlock[] Read(INode parent) => Read(parent.ChildNodes);

    private RichBlock[] Read(IEnumerable<INode> nodes)
    {
        var run = new Run();
        foreach (var child in nodes)
        {
            Take(child, [], run);
        }

        return run.End();
    }

    private void Take(INode node, ImmutableList<RichMark> marks, Run run)
    {
        switch (node)
        {
            case IComment comment:
                run.Add(new RichComment(comment.Data.Trim()));
                break;
            case IText text:
                run.AddText(text.Data, marks);
                break;
            case IElement element when !Dropped.Contains(element.LocalName):
                TakeElement(element, marks, run);
                break;
        }
    }

    private void TakeElement(IElement element, ImmutableList<RichMark> marks, Run run)
    {
        switch (element.LocalName)
        {
            case "br":
                run.AddInline(new RichInline(RichInlineKind.Break, "", marks));
                break;
            case "img":
                run.AddInline(new RichInline(RichInlineKind.Image, ImageOf(element), marks));
                break;
            case "a" when element.GetAttribute("href") is { } address:
                TakeChildren(element, With(marks, new RichMark("a", address, element.GetAttribute("title") ?? "")), run);
                break;
            case "em" or "i":
                TakeChildren(element, With(marks, new RichMark("em")), run);
                break;
            case "strong" or "b":
                TakeChildren(element, With(marks, new RichMark("strong")), run);
                break;
            case "del" or "s" or "strike":
                TakeChildren(element, With(marks, new RichMark("del")), run);
                break;
            case "code" or "tt":
                TakeChildren(element, With(marks, new RichMark("code")), run);
                break;
            case var name when HtmlMarks.Contains(name):
                TakeChildren(element, name == "span" ? marks : With(marks, new RichMark(name)), run);
                break;
            case ['h', >= '1' and <= '6']:
                TakeHeading(element, run);
                break;
            case "pre":
                run.Add(CodeOf(element));
                break;
            case "hr":
                run.Add(new RichRule());
                break;
            case "blockquote":
                run.Add(QuoteOf(Read(element)));
                break;
            case "ul" or "ol":
                run.Add(ListOf(element));
                break;
            case "table":
                run.Add(TableOf(element));
                break;
            case "details":
                run.Add(DetailsOf(element));
                break;
            case "p" or "div" or "section" or "summary" or "li" or "dl" or "dt" or "dd" or "figure" or "figcaption":
                run.EndParagraph();
                TakeChildren(element, marks, run);
                run.EndParagraph();
                break;
            default:
                TakeChildren(element, marks, run);
                break;
        }
    }

    private void TakeChildren(IElement element, ImmutableList<RichMark> marks, Run run)
    {
        foreach (var child in element.ChildNodes)
        {
            Take(child, marks, run);
        }
    }

    private static ImmutableList<RichMark> With(ImmutableList<RichMark> marks, RichMark mark) =>
        marks.Exists(other => other.Name == mark.Name) ? marks : [.. marks.Add(mark).OrderBy(one => one.Rank)];

    /// <summary>A comment ends a heading as it ends a paragraph; what comes after it is a paragraph.</summary>
    private void TakeHeading(IElement element, Run run)
    {
        run.EndParagraph();
        run.HeadingLevel = element.LocalName[1] - '0';
        TakeChildren(element, [], run);
        run.EndParagraph();
        run.HeadingLevel = 0;
    }

    private static RichCode CodeOf(IElement element)
    {
        var code = element.QuerySelector("code") ?? element;
        var language = code
            .ClassList.FirstOrDefault(name => name.StartsWith("language-", StringComparison.Ordinal))
            ?["language-".Length..];
        var text = element.TextContent;
        return new RichCode(language ?? element.GetAttribute("lang") ?? "", text.EndsWith('\n') ? text[..^1] : text);
    }

    private static RichBlock QuoteOf(RichBlock[] content)
    {
        if (
            content is not [RichParagraph { Content: [{ Kind: RichInlineKind.Text } start, ..] } paragraph, .. var others]
            || AlertMark().Match(start.Text) is not { Success: true } mark
        )
        {
            return new RichQuote(content);
        }

        var (title, rest) = LinesOf([start with { Text = start.Text[mark.Length..].TrimStart(' ') }, .. paragraph.Content.Skip(1)]);
        return new RichAlert(
            mark.Groups["type"].Value.ToLowerInvariant(),
            title,
            rest.Length == 0 ? others : [new RichParagraph(rest), .. others]
        );
    }

    /// <summary>The first line of a text, and what comes after it.</summary>
    private static (RichInline[] First, RichInline[] Others) LinesOf(RichInline[] content)
    {
        for (var place = 0; place < content.Length; place++)
        {
            var text = content[place].Text;
            if (content[place].Kind == RichInlineKind.Text && text.IndexOf(Run.SoftBreak, StringComparison.Ordinal) is >= 0 and var end)
            {
                return (
                    Filled([.. content.Take(place), content[place] with { Text = text[..end] }]),
                    Filled([content[place] with { Text = text[(end + 1)..] }, .. content.Skip(place + 1)])
                );
            }
        }

        return (Filled(content), []);
    }

    private static RichInline[] Filled(RichInline[] content) =>
        [.. content.Where(inline => inline.Kind != RichInlineKind.Text || inline.Text.Length > 0)];

    private RichList ListOf(IElement element)
    {
        var items = element.Children.Where(child => child.LocalName == "li").Select(ItemOf).ToArray();
        int? start = element.LocalName == "ol" ? Number(element.GetAttribute("start")) : null;
        return new RichList(start, items);
    }

    private RichItem ItemOf(IElement element)
    {
        var content = Read(element);
        char? box = null;
        if (
            content is [RichParagraph { Content: [{ Kind: RichInlineKind.Text } start, .. var inlines] }, .. var blocks]
            && Box().Match(start.Text) is { Success: true } match
        )
        {
            box = char.ToLowerInvariant(match.Groups["box"].Value[0]);
            content = [new RichParagraph(Filled([start with { Text = start.Text[match.Length..] }, .. inlines])), .. blocks];
        }

        return new RichItem(box, content is [RichParagraph, ..] ? content : [new RichParagraph([]), .. content]);
    }

    private RichTable TableOf(IElement element) =>
        new([
            .. element
                .QuerySelectorAll("tr")
                .Where(row => row.Closest("table") == element)
                .Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").Select(CellOf).ToArray())
                .Where(row => row.Length > 0),
        ]);

    private RichCell CellOf(IElement element)
    {
        var align = Align().Match((element.GetAttribute("align") ?? "") + (element.GetAttribute("style") ?? "")).Value;
        return new RichCell(
            element.LocalName == "th",
            align.Length == 0 ? "left" : align,
            Number(element.GetAttribute("colspan")),
            Number(element.GetAttribute("rowspan")),
            Read(element) is { Length: > 0 } content ? content : [new RichParagraph([])]
        );
    }

    private RichDetails DetailsOf(IElement element)
    {
        var summary = element.Children.FirstOrDefault(child => child.LocalName == "summary");
        var content = Read(element.ChildNodes.Where(child => child != summary));
        return summary is not null ? new RichDetails(Read(summary) is [RichParagraph only] ? only.Content : [], content)
            : content is [RichParagraph first, .. var others] ? new RichDetails(first.Content, others)
            : new RichDetails([], content);
    }

    private static string ImageOf(IElement element)
    {
        var title = element.GetAttribute("title") is { Length: > 0 } text
            ? $" \"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : "";
        return $"![{RichTextWriter.Escaped(element.GetAttribute("alt") ?? "", false)}]({element.GetAttribute("src")}{title})";
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1;

    [GeneratedRegex(@"\A\[!(?<type>note|tip|important|caution|warning)\]", RegexOptions.IgnoreCase)]
    private static partial Regex AlertMark();

    [GeneratedRegex(@"\A\[(?<box>[ xX~])\](?:\s|\z)")]
    private static partial Regex Box();

    [GeneratedRegex("right|center")]
    private static partial Regex Align();

    /// <summary>The blocks so far, and the paragraph that is being filled.</summary>
    private sealed class Run
    {
        /// <summary>A line break of the source. Where the editor does not keep it, it is a blank.</summary>
        public const string SoftBreak = "\n";

        private readonly List<RichBlock> _blocks = [];
        private readonly List<RichInline> _content = [];

        /// <summary>The level of the heading that is being filled; 0 is a paragraph.</summary>
        public int HeadingLevel { get; set; }

        public RichBlock[] End()
        {
            EndParagraph();
            return [.. _blocks];
        }

        public void Add(RichBlock block)
        {
            EndParagraph();
            HeadingLevel = 0;
            _blocks.Add(block);
        }

        public void AddInline(RichInline inline)
        {
            _content.Add(inline);
        }

        public void AddText(string text, ImmutableList<RichMark> marks)
        {
            var collapsed = Blanks().Replace(text, blanks => blanks.Value.Contains('\n', StringComparison.Ordinal) ? SoftBreak : " ");
            if (
                _content is [] or [.., { Kind: RichInlineKind.Break }]
                || _content[^1] is { Kind: RichInlineKind.Text, Text: [.., ' ' or '\n'] }
            )
            {
                collapsed = collapsed.TrimStart(' ', '\n');
            }

            if (collapsed.Length == 0)
            {
                return;
            }

            if (_content is [.., { Kind: RichInlineKind.Text } last] && last.Marks.SequenceEqual(marks))
            {
                _content[^1] = last with { Text = last.Text + collapsed };
            }
            else
            {
                _content.Add(new RichInline(RichInlineKind.Text, collapsed, marks));
            }
        }

        public void EndParagraph()
        {
            if (_content is [.., { Kind: RichInlineKind.Text } last])
            {
                _content[^1] = last with { Text = last.Text.TrimEnd(' ', '\n') };
                if (_content[^1].Text.Length == 0)
                {
                    _content.RemoveAt(_content.Count - 1);
                }
            }

            if (_content.Count > 0)
            {
                RichInline[] content = [.. _content];
                _blocks.Add(HeadingLevel > 0 ? new RichHeading(HeadingLevel, content) : new RichParagraph(content));
                _content.Clear();
            }
        }
    }

    [GeneratedRegex("[ \t\r\n\f]+")]
    private static partial Regex Blanks();
}
