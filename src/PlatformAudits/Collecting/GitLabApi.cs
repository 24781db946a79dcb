using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Collecting;

/// <summary>What everything that talks to GitLab has to know: the variables, the path of the API, and how it words an error.</summary>
internal static partial class GitLabApi
{
    /// <summary>The environment variable of the token for the tracker's project and the team file's.</summary>
    public static readonly Variable Token = new(
        "GL_TOKEN",
        "a GitLab project or group access token",
        "with the scope api and the role Reporter in the tracker's project, and read_api and Reporter in the team file's"
    );

    public const string UrlVariable = "GITLAB_URL";

    /// <summary>What the GitLab of the team file is called in evidence.</summary>
    public const string SystemName = "GitLab";

    /// <summary>
    /// gitlab.com's limits for a user's requests, and those that it has for some kinds besides (docs.gitlab.com/user/gitlab_com, "Rate
    /// limits on GitLab.com"). No header tells of the latter. Other instances have none unless their administrators set some.
    /// </summary>
    public static RateLimits Limits { get; } =
        RateLimits.PerMinute(2000) with
        {
            Endpoints =
            [
                PerMinute(400, "a single group", "GET", SingleGroup()),
                PerMinute(400, "a single project", "GET", SingleProject()),
                PerMinute(500, "repository files", "GET", RepositoryFile()),
                PerMinute(200, "new issues", "POST", Issues()),
                PerMinute(60, "notes", "POST", Notes()),
            ],
        };

    /// <summary>
    /// How many requests the GitLab of the team file and of the issues allows: <c>gitlab</c> in the settings, else <see cref="Limits"/>.
    /// </summary>
    /// <exception cref="AuditException">A value is wrong.</exception>
    public static RateLimits LimitsOf(AuditSettings settings) => Limits.Or(settings.Section("gitlab"));

    private const string ApiPath = "/api/v4";

    /// <summary>GitLab's address: <c>GITLAB_URL</c>, else that of the pipeline's own GitLab, else gitlab.com.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="warn">Is told where it is a plain one of another machine, as a sentence; null where somebody else is.</param>
    /// <exception cref="AuditException">A variable holds no address, or anybody on the way could read what goes there.</exception>
    public static Uri Address(Func<string, string?> environment, Action<string>? warn = null)
    {
        var variable = string.IsNullOrWhiteSpace(environment(UrlVariable)) ? "CI_SERVER_URL" : UrlVariable;
        return Addresses.Base(variable, environment, new Uri("https://gitlab.com"), warn);
    }

    /// <summary>The address of the API. People give GitLab's address with and without its path.</summary>
    public static Uri Of(Uri address)
    {
        var text = address.AbsoluteUri.TrimEnd('/');
        return new Uri(text.EndsWith(ApiPath, StringComparison.OrdinalIgnoreCase) ? text : text + ApiPath);
    }

    private static EndpointQuota PerMinute(int requests, string what, string method, Regex path) =>
        new(what, (asked, at) => asked == method && path.IsMatch(at), new RateQuota(requests, TimeSpan.FromMinutes(1)));

    [GeneratedRegex("/groups/[^/]+$")]
    private static partial Regex SingleGroup();

    [GeneratedRegex("/projects/[^/]+$")]
    private static partial Regex SingleProject();

    [GeneratedRegex("/projects/[^/]+/repository/files/")]
    private static partial Regex RepositoryFile();

    [GeneratedRegex("/projects/[^/]+/issues$")]
    private static partial Regex Issues();

    [GeneratedRegex("/issues/[0-9]+/(notes|discussions|discussions/[^/]+/notes)$")]
    private static partial Regex Notes();

    /// <summary>
    /// What an error body says: <c>message</c> is a text or a record of fields, <c>error_description</c> and <c>error</c> are texts; null
    /// when it says nothing.
    /// </summary>
    public static string? ErrorText(JObject body) =>
        (body["message"] ?? body["error_description"] ?? body["error"])?.ToString(Formatting.None).Trim('"') is { Length: > 0 } said
            ? said
            : null;
}
