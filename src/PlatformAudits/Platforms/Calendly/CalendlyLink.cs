namespace PlatformAudits.Platforms.Calendly;

/// <summary>The address of somebody's public page, as the team file and the vendor write it.</summary>
internal static class CalendlyLink
{
    /// <summary>
    /// A link as it may be compared: host and path in lower case, without scheme, <c>www.</c>, closing slash, query and fragment. Null for
    /// an empty one.
    /// An event's link (<c>calendly.com/ada/30min</c>) stays longer than the page's, so it does not equal it.
    /// </summary>
    public static string? Normalise(string? link)
    {
        if (string.IsNullOrWhiteSpace(link))
        {
            return null;
        }

        var text = link.Trim();
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        text = scheme < 0 ? text : text[(scheme + 3)..];
        var end = text.AsSpan().IndexOfAny('?', '#');
        text = (end < 0 ? text : text[..end]).TrimEnd('/').ToLowerInvariant();
        return text.StartsWith("www.", StringComparison.Ordinal) ? text[4..] : text;
    }

    /// <summary>Whether a link leads to one event type of a page, which the team file should not hold.</summary>
    public static bool IsEvent(string? link) => Normalise(link)?.Count(c => c == '/') > 1;
}
