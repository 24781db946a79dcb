using AngleSharp.Html.Parser;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PlatformAudits.Sandbox.GitLab.RichText;

/// <summary>
/// What GitLab's rich text editor (docs.gitlab.com/user/rich_text_editor) makes of a text by being opened and saved, without any edit: it
/// renders the Markdown, reads the page into its own document, and writes that as Markdown anew (content_editor in GitLab's source, and
/// prosemirror-markdown). Comments become blocks of their own, bullets become <c>*</c>, character references are decoded, tables are
/// padded anew or become HTML.
/// </summary>
public static class RichTextEditor
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables(new PipeTableOptions { RequireHeaderSeparator = true, UseHeaderForColumnCount = true })
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .Build();

    /// <summary>The text after it was saved; as it was where it is nested so deep that GitLab can't render it for the editor.</summary>
    public static string Save(string markdown, RichTextVariant variant = RichTextVariant.None)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(markdown.ReplaceLineEndings("\n"), Pipeline);
        }
        catch (ArgumentException)
        {
            return markdown;
        }

        foreach (var code in document.Descendants<Table>().SelectMany(table => table.Descendants<CodeInline>()))
        {
            // In a table a backslash escapes a pipe in code as well (GitHub Flavored Markdown, 4.10).
            code.Content = code.Content.Replace("\\|", "|", StringComparison.Ordinal);
        }

        var page = new HtmlParser().ParseDocument($"<!DOCTYPE html><html><body>{document.ToHtml(Pipeline)}</body></html>");
        var blocks = new RichTextReader().Read(page.Body!);
        return new RichTextWriter(variant).Write(blocks);
    }
}
