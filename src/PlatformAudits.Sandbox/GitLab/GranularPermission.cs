using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Fine-grained personal access tokens (docs.gitlab.com/auth/tokens/fine_grained_access_tokens): their scope is <c>granular</c>, and each
/// request needs a permission of its own.
/// </summary>
internal static class GranularPermission
{
    /// <summary>The scope of such a token.</summary>
    public const string Scope = "granular";

    /// <summary>The permission that a request needs, as <c>read_issue</c>.</summary>
    public static string Of(string method, string[] segments)
    {
        var verb = method switch
        {
            "POST" => "create",
            "PUT" => "update",
            "DELETE" => "delete",
            _ => "read",
        };
        var noun = segments switch
        {
            ["api", "v4", "personal_access_tokens", ..] => "personal_access_token",
            ["api", "v4", "user" or "users", ..] => "user",
            ["api", "v4", "projects" or "groups", _, "access_tokens", ..] => "resource_access_token",
            ["api", "v4", "projects" or "groups", _, .., "notes" or "discussions"] => "note",
            ["api", "v4", "projects" or "groups", _, .., "notes" or "discussions", _] => "note",
            ["api", "v4", "projects" or "groups", _, var part, ..] => part.TrimEnd('s'),
            ["api", "v4", var part, ..] => part.TrimEnd('s'),
            _ => "project",
        };
        return $"{verb}_{noun}";
    }

    /// <summary>What the token tells of itself.</summary>
    public static JArray ToJson(IEnumerable<string> permissions) =>
        [
            new JObject
            {
                ["access"] = "all_memberships",
                ["permissions"] = new JArray(permissions),
                ["project_id"] = null,
                ["group_id"] = null,
            },
        ];
}
