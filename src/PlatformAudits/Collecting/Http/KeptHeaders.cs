using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// The headers of an answer that stand in the evidence: what the body is, where the next page is, and how fast one may ask.
/// </summary>
internal static class KeptHeaders
{
    private static readonly string[] Names =
    [
        "content-type",
        "content-encoding",
        "date",
        "link",
        "x-next-page",
        "x-total",
        "x-total-pages",
        "x-page",
        "x-request-id",
        "retry-after",
        "x-gitlab-commit-id",
    ];

    /// <summary>The headers by lower-case name, with the secrets redacted.</summary>
    public static IReadOnlyDictionary<string, string> Of(HttpResponseMessage response, Secrets secrets)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var (name, values) in response
                .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase)
        )
        {
            var lower = name.ToLowerInvariant();
            if (
                Names.Contains(lower)
                || lower.Contains("ratelimit", StringComparison.Ordinal)
                || lower.Contains("rate-limit", StringComparison.Ordinal)
            )
            {
                kept[lower] = secrets.RedactedIn(values.ToString());
            }
        }

        return kept;
    }
}
