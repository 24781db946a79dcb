using System.Globalization;
using System.Net;
using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>What stands in a cell of a table of an HTML page. It is made of text only, which is encoded here.</summary>
internal readonly record struct HtmlCell
{
    private HtmlCell(string html, string? kind = null)
    {
        Html = html;
        Kind = kind;
    }

    /// <summary>The cell's content.</summary>
    public string Html { get; }

    /// <summary>The cell's class, a word of ours; null for none.</summary>
    public string? Kind { get; }

    /// <summary>A text as it came; null leaves the cell empty.</summary>
    public static implicit operator HtmlCell(string? text) => new(HtmlEncoder.Encode(text));

    /// <summary>A whole number; null is unknown.</summary>
    public static implicit operator HtmlCell(long? number) => new(number?.ToString(CultureInfo.InvariantCulture) ?? "–");

    /// <summary>A text in a type for code.</summary>
    public static HtmlCell Code(string? text) => new(string.IsNullOrEmpty(text) ? "" : $"<code>{HtmlEncoder.Encode(text)}</code>");

    /// <summary>A short text that is never broken, such as a day.</summary>
    public static HtmlCell Whole(string text) => new(HtmlEncoder.Encode(text), "whole");

    /// <summary>Yes or no.</summary>
    public static HtmlCell YesOrNo(bool holds) => new(holds ? "yes" : "no", holds ? "yes" : "no");

    /// <summary>How something stands.</summary>
    /// <param name="kind">The cell's class, a word of ours.</param>
    public static HtmlCell Verdict(string text, string kind) => new(HtmlEncoder.Encode(text), kind);

    /// <summary>A bar.</summary>
    public static HtmlCell Bar(int count, int most) =>
        new(count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"<meter max=\"{most}\" value=\"{count}\">{count}</meter>"));

    /// <summary>Links beside one another.</summary>
    public static HtmlCell Links(IEnumerable<VendorPage> pages) =>
        new(string.Join(" ", pages.Select(page => Link(page.Address.AbsoluteUri, page.Title).Html)));

    /// <summary>A link.</summary>
    public static HtmlCell Link(string address, string text) =>
        new(
            $"<a href=\"{WebUtility.HtmlEncode(new Uri(address).AbsoluteUri)}\" rel=\"noreferrer noopener\">{HtmlEncoder.Encode(text)}</a>"
        );

    /// <summary>A link to a file that lies beside the page.</summary>
    /// <param name="path">The path from the page's folder, of names of ours.</param>
    public static HtmlCell Beside(string path, string text) =>
        new($"<a href=\"{WebUtility.HtmlEncode(path)}\">{HtmlEncoder.Encode(text)}</a>");

    /// <summary>Several things beside one another.</summary>
    public static HtmlCell Together(params IReadOnlyList<HtmlCell> cells) => new(string.Join(", ", cells.Select(cell => cell.Html)));
}
