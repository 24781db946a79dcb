using System.Net;
using System.Text.RegularExpressions;
using GitLabApiClient;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.GitLabCom;

namespace PlatformAudits.Tracking;

/// <summary>
/// What GitLab meant by refusing a request for the project of the issues, and what to do about it. Where the answer alone does not tell,
/// it asks for the project's own record.
/// </summary>
internal sealed partial class TrackerRefusal
{
    /// <summary>The level of the role that the issues need: Reporter.</summary>
    private const long NeededLevel = 20;

    private const int LongestSaying = 200;

    private const string Disabled =
        "Issues are switched off in the project: switch them on there (Settings > General > Visibility), or write another project as "
        + "tracker.project into audits.yaml.";

    private const string Hidden =
        "GitLab shows no such project to the account of GL_TOKEN: check tracker.project in audits.yaml, and give the account the role "
        + "Reporter there.";

    private readonly HttpStatusCode _status;
    private readonly JObject? _body;

    private TrackerRefusal(HttpStatusCode status, JObject? body)
    {
        _status = status;
        _body = body;
    }

    /// <summary>What GitLab said, cut after 200 characters; null when it said nothing.</summary>
    public string? Said => _body is null || GitLabApi.ErrorText(_body) is not { } said ? null : Cut(said);

    private bool IsSpam =>
        _status is HttpStatusCode.Conflict or HttpStatusCode.BadRequest
        && (
            _body?["needs_captcha_response"] is not null
            || _body?["spam_log_id"] is not null
            || Speaks("recognized as spam", "Spam detected")
        );

    /// <summary>Reads a refusal.</summary>
    public static TrackerRefusal Of(GitLabException refused)
    {
        try
        {
            return new TrackerRefusal(refused.HttpStatusCode, JObject.Parse(refused.Message));
        }
        catch (JsonException)
        {
            return new TrackerRefusal(refused.HttpStatusCode, null);
        }
    }

    /// <summary>What to do, in one sentence or two.</summary>
    /// <param name="project">The project as the settings name it.</param>
    /// <param name="client">Asks for its record; null where nobody can.</param>
    public async Task<string> AdviceAsync(string project, TrackerClient? client) =>
        IsSpam
            ? "GitLab takes the text for spam, and asks for a captcha that no program can solve: ask an administrator to trust the "
                + "account of GL_TOKEN (Admin > Users, \"Trust user\"), and run again."
            : _status switch
            {
                HttpStatusCode.Unauthorized => Speaks("expired")
                    ? "The token in GL_TOKEN has expired: put a new one there, and let it end later. To rotate a token before it ends "
                        + "keeps its account."
                : Speaks("revoked") ? "The token in GL_TOKEN was revoked: put a new one there."
                : "Put a valid token into GL_TOKEN.",
                HttpStatusCode.Forbidden when Names("insufficient_scope") =>
                    "The token in GL_TOKEN may not do that by its scopes: put one with the scope api there.",
                HttpStatusCode.Forbidden when Names("insufficient_granular_scope") =>
                    "The token in GL_TOKEN is a fine-grained one: give it the permission that GitLab names.",
                HttpStatusCode.Forbidden when Said is { } said && Account().IsMatch(said) =>
                    "GitLab shuts the account of GL_TOKEN out: ask an administrator to let it in again, or put the token of another "
                        + "account there, and the number of the old one into tracker.accounts.",
                HttpStatusCode.Forbidden => OfForbidden(await AskAsync(project, client)),
                HttpStatusCode.NotFound => OfNotFound(await AskAsync(project, client)),
                HttpStatusCode.MethodNotAllowed when Speaks("moved projects") =>
                    $"The project was moved or renamed, and GitLab takes nothing by its old path: write "
                        + $"{(await AskAsync(project, client)).Project?.Path ?? "the new one"} as tracker.project into audits.yaml.",
                HttpStatusCode.TooManyRequests => "Run again in a minute: nothing was written.",
                _ => "Nothing else was written; run again when the cause is gone.",
            };

    private static string OfForbidden((bool IsHidden, TrackerProject? Project) asked) =>
        asked switch
        {
            { IsHidden: true } => Hidden,
            { Project.IsArchived: true } =>
                "The project is archived, so nobody can write there: unarchive it (Settings > General > Advanced), "
                    + "or write another project as tracker.project into audits.yaml.",
            { Project.IssuesAccess: "disabled" } => Disabled,
            { Project.Permissions: { Level: < NeededLevel } roles } =>
                $"The account of GL_TOKEN has {(roles.Level == 0 ? "no role" : $"the role {new GitLabAccess(roles.Level).Name}")} in the "
                    + "project, and needs Reporter: give it that role.",
            { Project.Permissions: { } roles } =>
                $"The account of GL_TOKEN has the role {new GitLabAccess(roles.Level).Name} in the project, which is enough: look at the "
                    + "scopes of the token, which needs api, and at what else keeps the account out, such as an allowlist of addresses.",
            _ => "GL_TOKEN needs the scope api and the role Reporter in the project.",
        };

    private static string OfNotFound((bool IsHidden, TrackerProject? Project) asked) =>
        asked switch
        {
            { IsHidden: true } => Hidden,
            { Project.IssuesAccess: "disabled" } => Disabled,
            { Project: not null } => "The project is there, and what was asked for is not, or no longer: run again.",
            _ => "Check tracker.project in audits.yaml, and that GL_TOKEN may see the project.",
        };

    /// <summary>The project's record; null where it can't be had for another reason than that nobody shows it.</summary>
    private static async Task<(bool IsHidden, TrackerProject? Project)> AskAsync(string project, TrackerClient? client)
    {
        try
        {
            return client is null ? (false, null) : (false, await client.ProjectAsync(project));
        }
        catch (GitLabException refused)
        {
            return (refused.HttpStatusCode == HttpStatusCode.NotFound, null);
        }
        catch (Exception error) when (error is AuditException || RequestFailure.IsLostAnswer(error))
        {
            return (false, null);
        }
    }

    private static string Cut(string said) => said.Length <= LongestSaying ? said : said[..LongestSaying] + "…";

    private bool Names(string error) => (_body?["error"] as JValue)?.Value as string == error;

    private bool Speaks(params IEnumerable<string> words)
    {
        var said = _body is null ? "" : GitLabApi.ErrorText(_body) ?? "";
        return words.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// How GitLab says that an account may not sign in (<c>Gitlab::Auth::UserAccessDeniedReason</c>).
    /// </summary>
    [GeneratedRegex(
        "account (has been (blocked|deactivated)|is pending approval)|Terms of Service|e-?mail address is not confirmed|password expired",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Account();
}
