using System.Net;

namespace PlatformAudits.Reporting;

/// <summary>Makes text that others chose safe to stand in an HTML document, between tags and in quoted attributes alike.</summary>
public static class InertHtml
{
    /// <summary>The text with <c>&lt; &gt; &amp; " '</c> as character references, and characters that nobody sees by their numbers.</summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    public static string Of(string? text) => WebUtility.HtmlEncode(Invisible.Shown(text ?? ""));
}
