using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Collecting;

/// <summary>What everything that talks to GitLab has to know: the variables, the path of the API, and how it words an error.</summary>
internal static class GitLabApi
{
    /// <summary>The environment variable of the token.</summary>
    public const string TokenVariable = "GL_TOKEN";

    /// <summary>The environment variable of the address.</summary>
    public const string UrlVariable = "GITLAB_URL";

    private const string ApiPath = "/api/v4";

    /// <summary>GitLab's address: <c>GITLAB_URL</c>, else that of the pipeline's own GitLab, else gitlab.com.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <exception cref="AuditException">A variable holds no address.</exception>
    public static Uri Address(Func<string, string?> environment)
    {
        var pipeline = LiveCollector.BaseAddress("CI_SERVER_URL", environment("CI_SERVER_URL"), new Uri("https://gitlab.com"));
        return LiveCollector.BaseAddress(UrlVariable, environment(UrlVariable), pipeline);
    }

    /// <summary>The address of the API. People give GitLab's address with and without its path.</summary>
    /// <param name="address">The address as it was given.</param>
    public static Uri Of(Uri address)
    {
        var text = address.AbsoluteUri.TrimEnd('/');
        return new Uri(text.EndsWith(ApiPath, StringComparison.OrdinalIgnoreCase) ? text : text + ApiPath);
    }

    /// <summary>What an error body says: <c>message</c> is a text or a record of fields, <c>error_description</c> and <c>error</c> are texts; null when it says nothing.</summary>
    /// <param name="body">The body.</param>
    public static string? ErrorText(JObject body) =>
        (body["message"] ?? body["error_description"] ?? body["error"])?.ToString(Formatting.None).Trim('"') is { Length: > 0 } said ? said : null;
}
