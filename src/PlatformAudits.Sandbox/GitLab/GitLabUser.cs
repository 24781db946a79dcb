using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Somebody with an account at GitLab: a teammate, a guest, or the bot of a project access token. Two are equal when their ids are.
/// </summary>
public sealed record GitLabUser
{
    private const long FirstTeammateId = 4_000_001;

    /// <summary>The user's id.</summary>
    public required long Id { get; init; }

    /// <summary>The name that is mentioned with <c>@</c>.</summary>
    public required string Username { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The address that the account shows to everybody; empty for none.</summary>
    public string PublicEmail { get; init; } = string.Empty;

    /// <summary><c>active</c>, <c>blocked</c> or <c>deactivated</c>.</summary>
    public string State { get; init; } = "active";

    /// <inheritdoc/>
    public bool Equals(GitLabUser? other) => other?.Id == Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    internal static long IdOf(int teammate) => FirstTeammateId + (3L * teammate);

    internal static int? TeammateWithId(long id, int teamSize) =>
        id >= FirstTeammateId && (id - FirstTeammateId) % 3 == 0 && (id - FirstTeammateId) / 3 < teamSize
            ? (int)((id - FirstTeammateId) / 3)
            : null;

    internal JObject ToJson(string site) =>
        new()
        {
            ["id"] = Id,
            ["username"] = Username,
            ["public_email"] = PublicEmail,
            ["name"] = Name,
            ["state"] = State,
            ["locked"] = false,
            ["avatar_url"] = null,
            ["web_url"] = $"{site}/{Username}",
        };
}
