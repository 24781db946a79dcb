using Newtonsoft.Json.Linq;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The shapes of the vendor's errors: <c>error</c> as a text beside <c>description</c> (with OAuth <c>error_description</c>), <c>error</c>
/// as a record of title and message, and
/// <c>errors</c>, a list of records of code, title and detail.
/// </summary>
internal static class ZendeskErrors
{
    /// <summary>What an error body says, or null.</summary>
    public static string? TextOf(JObject body)
    {
        var error = body["error"];
        var parts = new[]
        {
            error,
            (error as JObject)?["title"],
            (error as JObject)?["message"],
            body["description"],
            body["error_description"],
            body["message"],
        }
            .Concat(
                (body["errors"] as JArray ?? []).SelectMany(e =>
                    e is JObject one ? new[] { one["title"] ?? one["code"], one["detail"] } : [e]
                )
            )
            .Where(t => t?.Type == JTokenType.String)
            .Select(t => ((string)t!).Trim().TrimEnd('.'))
            .Where(t => t.Length > 0);
        return string.Join(": ", parts) is { Length: > 0 } text ? text : null;
    }
}
