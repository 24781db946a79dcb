using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// The limits that GitLab.com has for some kinds of reads besides the one for all, which no header tells (docs.gitlab.com/user/gitlab_com,
/// "Rate limits on GitLab.com").
/// </summary>
internal sealed class GitLabEndpointLimits(SandboxOptions options, TimeProvider clock)
{
    private readonly RateLimit _groups = new(options.Limits == SandboxLimits.None ? null : 400, clock);
    private readonly RateLimit _projects = new(options.Limits == SandboxLimits.None ? null : 400, clock);
    private readonly RateLimit _files = new(options.Limits == SandboxLimits.None ? null : 500, clock);

    /// <summary>Counts a request.</summary>
    /// <exception cref="Refusal">It is one too many of its kind.</exception>
    public void Take(Call call, string token)
    {
        var limit = call.Segments switch
        {
            ["api", "v4", "groups", _] => _groups,
            ["api", "v4", "projects", _] => _projects,
            ["api", "v4", "projects", _, "repository", "files", ..] => _files,
            _ => null,
        };
        if (call.Method == "GET" && limit?.Take(token) is { Exceeded: true })
        {
            throw GitLabRefusal.TooOften();
        }
    }
}
