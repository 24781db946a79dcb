using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Tests.Browser;

/// <summary>
/// An issue of the sandbox as GitLab lays it out at a desk: its sizes and distances, with whatever sans-serif type is installed. A
/// diagram, which GitLab draws with a script, is a box as large as it says.
/// </summary>
internal static partial class IssuePage
{
    private const string Style = """
        * { box-sizing: border-box }
        body { margin: 0; font: 14px/1.43 Inter, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif; color: #3a383f; background: #fff }
        header { padding: 10px 24px; font-size: 13px; color: #626168; background: #f6f5fb; border-bottom: 1px solid #dcdcde }
        main { display: flex; gap: 32px; max-width: 1280px; margin: auto; padding: 16px 24px 40px }
        article { flex: 1; min-width: 0 }
        aside { flex: none; width: 270px; font-size: 13px }
        aside h4 { margin: 14px 0 4px }
        aside p { margin: 0 0 8px; padding-bottom: 12px; border-bottom: 1px solid #ececef }
        h1 { margin: 8px 0; font-size: 24px; line-height: 1.25 }
        .meta { margin-bottom: 16px; color: #626168 }
        .open { margin-right: 6px; padding: 2px 10px; border-radius: 10px; font-size: 12px; font-weight: 600; background: #c3e6cd; color: #24663b }
        .label { margin-right: 4px; padding: 1px 8px; border-radius: 10px; font-size: 12px; background: #36708f; color: #fff; white-space: nowrap }
        .md { overflow-wrap: break-word }
        .md > :first-child { margin-top: 0 }
        .md h2, .md h3, .md h4 { margin: 24px 0 16px; line-height: 1.25; font-weight: 600 }
        .md h2 { padding-bottom: .3em; font-size: 1.5em; border-bottom: 1px solid #dcdcde }
        .md h3 { font-size: 1.3em }
        .md h4 { font-size: 1.2em }
        .md p { margin: 0 0 16px }
        .md a { color: #0b5cad; text-decoration: none }
        .md code { padding: 2px 4px; border-radius: 4px; font: 90% "DejaVu Sans Mono", monospace; background: #ececef; white-space: pre-wrap }
        .md table { display: block; margin: 16px 0; border-collapse: collapse; overflow-x: auto }
        .md th, .md td { padding: 10px 16px; border: 1px solid #dcdcde; text-align: start; vertical-align: top }
        .md th { border-bottom-width: 2px; border-bottom-color: #bfbfc3 }
        .md ul, .md ol { margin: 0 0 16px; padding: 0 }
        .md li { margin-left: 25px; padding-left: 3px; line-height: 1.6 }
        .md li li { margin-left: 0 }
        .md ul ul { margin: 0 }
        .md .task-list-item { list-style: none; position: relative; margin-left: 0; padding-left: 28px }
        .md .task-list-item > input, .md .task-list-item > p > input { position: absolute; left: 8px; top: 4px; margin: 0 }
        .md details, .md summary { margin-bottom: 16px }
        .md blockquote { margin: 16px 0; padding-left: 16px; border-left: 4px solid #dcdcde; color: #626168 }
        .md .markdown-alert { margin: 0 0 16px; padding: 8px 16px; border-left: 4px solid #428bca; background: #e9f3fc }
        .md .markdown-alert-warning { border-color: #ab6100; background: #fdf1dd }
        .md .markdown-alert-tip { border-color: #108548; background: #ecf4ee }
        .md .markdown-alert-title { display: none }
        .md .markdown-alert-title + p { margin-bottom: 4px; font-weight: 600 }
        .md .markdown-alert > :last-child { margin-bottom: 0 }
        .md pre { margin: 0 0 16px; padding: 8px 12px; border: 1px solid #dcdcde; border-radius: 4px; overflow-x: auto; font-size: 13px }
        .md pre.mermaid { max-width: calc(var(--width) * 1px); aspect-ratio: var(--width) / var(--height); font-size: 0 }
        """;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras()
        .UseAlertBlocks()
        .UseDiagrams()
        .Build();

    /// <summary>The page.</summary>
    public static string Of(Issue issue)
    {
        var text = issue.Description ?? "";
        var diagram = DiagramSize().Match(text);
        var tasks = text.Split('\n').Count(line => line.TrimStart().StartsWith("- [", StringComparison.Ordinal));
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Encode(issue.Title)}</title><style>{Style}</style></head>
            <body style="--width: {diagram.Groups[1].Value}; --height: {diagram.Groups[2].Value}">
            <header>ops / audits / Issues / <b>#{issue.Iid}</b></header>
            <main><article><h1>{Encode(issue.Title)}</h1>
            <div class="meta"><span class="open">Open</span>Issue created just now by <b>{Encode(issue.Author.Name)}</b>
            · {Count(text, "- [x]")} of {tasks} checklist items completed</div>
            <div class="md">{Markdown.ToHtml(AlertTitle().Replace(text, "> [!$1]\n> $2\n>"), Pipeline)}</div></article>
            <aside><h4>Assignee</h4><p>{Or(issue.Assignees.Select(user => Encode(user.Name)))}</p>
            <h4>Labels</h4><p>{Or(issue.Labels.Select(label => $"<span class=\"label\">{Encode(label)}</span>"), " ")}</p>
            <h4>Due date</h4><p>{Or(issue.DueDate is { } due ? [due] : [])}</p></aside></main></body></html>
            """;
    }

    private static string Count(string text, string what) =>
        text.Split('\n').Count(line => line.TrimStart().StartsWith(what, StringComparison.Ordinal)).ToString(CultureInfo.InvariantCulture);

    private static string Or(IEnumerable<string> items, string separator = ", ") =>
        string.Join(separator, items) is { Length: > 0 } text ? text : "None";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex("\"width\": ([0-9]+), \"height\": ([0-9]+)")]
    private static partial Regex DiagramSize();

    /// <summary>GitLab takes what stands behind the kind of an alert for its title; Markdig takes such a line for no alert.</summary>
    [GeneratedRegex(@"(?m)^> \[!([a-z]+)\] (.+)$")]
    private static partial Regex AlertTitle();
}
