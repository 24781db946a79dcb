using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Tests.Reporting;

/// <summary>What names have made of a text, held against the same text with "Ada" in their place.</summary>
internal static class Activity
{
    /// <summary>What GitLab would act on in a written text, or shows of it, and not in the plain one; null for nothing.</summary>
    public static string? Difference(LoggedRequest request, LoggedRequest plain)
    {
        var active = request.QuickActions.Concat(request.Mentions).Concat(request.References).ToList();
        var activated = request.Activated.CountBy(a => a).Except(plain.Activated.CountBy(a => a)).Select(a => a.Key).ToList();
        var structure = request.Structure.Except(plain.Structure).Concat(plain.Structure.Except(request.Structure)).ToList();
        return active.Count + activated.Count + structure.Count == 0
            ? null
            : string.Join(", ", [.. active, .. activated, .. structure.Select(s => s.ToString())]);
    }

    /// <summary>The elements of a page with their attributes, and its comments: how many there are of each kind.</summary>
    public static IReadOnlyList<KeyValuePair<string, int>> ShapeOf(IDocument page) =>
        [
            .. page
                .All.Select(e =>
                    $"{e.ParentElement?.LocalName}>{e.LocalName} {string.Join(' ', e.Attributes.Select(a => $"{a.Name}={a.Value}"))}"
                )
                .Concat(page.Descendants<IComment>().Select(_ => "comment"))
                .CountBy(kind => kind)
                .OrderBy(kind => kind.Key, StringComparer.Ordinal),
        ];

    public static IDocument PageOf(string path) => new HtmlParser().ParseDocument(File.ReadAllText(path));
}
