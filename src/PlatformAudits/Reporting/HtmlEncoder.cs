using System.Net;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>Makes text that others chose safe to stand in an HTML document, between tags and in quoted attributes alike.</summary>
internal static class HtmlEncoder
{
    private const int LongestText = 1_000;

    /// <summary>
    /// The text with <c>&lt; &gt; &amp; " '</c> as character references, and characters that nobody sees by their numbers. It is cut after
    /// 1,000 characters.
    /// </summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    public static string Encode(string? text) =>
        WebUtility.HtmlEncode(Invisible.Shown(text is { Length: > LongestText } ? Cut(text) : text ?? ""));

    private static string Cut(string text) =>
        $"{text.AsSpan(0, char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)}…";
}
