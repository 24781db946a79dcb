using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// The pages at the web addresses of the issues, for people to look at: the texts as they were written, with nothing in them that acts.
/// GitLab's own pages ask who is there; these don't.
/// </summary>
internal sealed class IssuePages(Project project)
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>{0}</title>
        <style>
        :root { color-scheme: light dark } body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        pre { white-space: pre-wrap; overflow-wrap: break-word; border: 1px solid #8888; padding: 1rem } h2 { font-size: 1rem }
        </style></head><body>

        """;

    private const string Missing = "There is no such issue in the sandbox.\n";

    /// <summary>Answers a request for a page.</summary>
    /// <param name="path">The parts of the path behind the project's.</param>
    /// <returns>Null where the path is no page.</returns>
    public Task? Answer(Call call, string[] path) =>
        (call.Method, path) switch
        {
            ("GET", ["-", "issues"]) => ReplyAsync(call, ListPage()),
            ("GET", ["-", "issues", var iid]) => long.TryParse(iid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && project.Find(number) is { } issue
                ? ReplyAsync(call, Page(issue))
                : call.ReplyAsync(StatusCodes.Status404NotFound, Call.Text, Missing),
            _ => null,
        };

    private static Task ReplyAsync(Call call, string page)
    {
        call.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        call.Set("X-Content-Type-Options", "nosniff");
        return call.ReplyAsync(StatusCodes.Status200OK, "text/html; charset=utf-8", page);
    }

    private string ListPage()
    {
        var page = Begin($"Issues of {project.Path}").Append("<ul>\n");
        foreach (var issue in project.Issues)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<li><a href=\"issues/{issue.Iid}\">{Encode(issue.Title)}</a>, {StateOf(issue)}</li>\n"
            );
        }

        return page.Append("</ul>\n</body></html>\n").ToString();
    }

    private static string Page(Issue issue)
    {
        var page = Begin(issue.Title);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<p>{StateOf(issue)}, opened by {Encode(issue.Author.Name)} on {Day(issue.CreatedAt)}{LabelsOf(issue)}</p>\n"
        );
        page.Append("<p>The text as it was written; GitLab would render it.</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<pre>{Encode(issue.Description ?? "")}</pre>\n");
        foreach (var note in issue.Notes)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<h2 id=\"note_{note.Id}\">{Encode(note.Author.Name)}, {Day(note.CreatedAt)}</h2>\n<pre>{Encode(note.Body)}</pre>\n"
            );
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static StringBuilder Begin(string title) =>
        new StringBuilder(Head.Replace("{0}", Encode(title), StringComparison.Ordinal)).Append(
            CultureInfo.InvariantCulture,
            $"<h1>{Encode(title)}</h1>\n"
        );

    private static string StateOf(Issue issue) => (issue.Closed ? "Closed" : "Open") + (issue.Confidential ? ", confidential" : "");

    private static string LabelsOf(Issue issue) =>
        issue.Labels.Count == 0 ? "" : $"; labels: {string.Join(", ", issue.Labels.Select(Encode))}";

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
