namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to stand as code within a line of GitLab's Markdown. It is an HTML element and not a pair of
/// backticks, because within backticks nothing can be escaped: neither a backtick nor, in a table, a bar.
/// </summary>
internal static class CodeEncoder
{
    /// <summary>The text as code, element and all.</summary>
    /// <param name="text">The text as it came; null gives an empty element.</param>
    public static string Encode(string? text) => $"<code>{MarkdownEncoder.Encode(text)}</code>";
}
