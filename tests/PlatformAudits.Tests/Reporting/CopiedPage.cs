using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace PlatformAudits.Tests.Reporting;

/// <summary>A description or note as a browser shows it, to copy from.</summary>
internal sealed partial class CopiedPage
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras()
        .UseAlertBlocks()
        .Build();

    private readonly IDocument _page;

    public CopiedPage(string text) => _page = new HtmlParser().ParseDocument($"<body>{Markdig.Markdown.ToHtml(text, Markdown)}</body>");

    /// <summary>All that can be copied, with single blanks.</summary>
    public string Text => Plain(_page.Body!);

    /// <summary>The texts of cells, list items and code, each copied alone.</summary>
    public IReadOnlyList<string> Pieces => [.. _page.QuerySelectorAll("td, th, li, code, h4, blockquote").Select(Plain)];

    /// <summary>The texts of code.</summary>
    public IReadOnlyList<string> Codes => [.. _page.QuerySelectorAll("code").Select(code => code.TextContent)];

    /// <summary>The code in the first list item or row with a text.</summary>
    public IReadOnlyList<string> CodesBeside(string text) =>
        [
            .. _page
                .QuerySelectorAll("li, tr")
                .First(row => Plain(row).Contains(text, StringComparison.Ordinal))
                .QuerySelectorAll("code")
                .Select(code => code.TextContent)
                .Where(code => !FindingId().IsMatch(code)),
        ];

    private static string Plain(IElement element) => Blanks().Replace(element.TextContent, " ").Trim();

    [GeneratedRegex("^F[0-9a-f]{8}$")]
    private static partial Regex FindingId();

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Blanks();
}
