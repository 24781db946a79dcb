using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// What a program signs in with: an access token of a group or project, a deploy token, or a service account with its tokens.
/// </summary>
internal sealed record GitLabKey
{
    /// <summary>The kind and GitLab's own id, such as <c>access_token/42</c>: ids of different kinds may be equal.</summary>
    public required string Id { get; init; }

    /// <summary>The kind, for people.</summary>
    public required string Kind { get; init; }

    /// <summary>The path of the group or project that it belongs to.</summary>
    public required string Place { get; init; }

    /// <summary>Whether <see cref="Place"/> is a project.</summary>
    public bool IsOfProject { get; init; }

    /// <summary>The name; null when GitLab does not say.</summary>
    public string? Name { get; init; }

    /// <summary>What people wrote on it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>What is said beside it, and comes and goes: a service account's tokens. Null for nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>The user that it signs in as; null for none.</summary>
    public string? User { get; init; }

    /// <summary>
    /// Who made the user a member of the group, which for the bot of an access token is who made the token; null for unknown.
    /// </summary>
    public GitLabPerson? Creator { get; init; }

    /// <summary>What it may do by its scopes, in order.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The level of the bot; null where it has none, or GitLab does not say.</summary>
    public GitLabAccess? Access { get; init; }

    /// <summary>When it was made; null when GitLab does not say.</summary>
    public DateOnly? Created { get; init; }

    /// <summary>When it was used last; null for never, unless <see cref="TellsUse"/> is false.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>Whether GitLab says when it was used, or that it never was.</summary>
    public bool TellsUse { get; init; }

    /// <summary>The day from which it works no more; null for never.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>How findings speak of it.</summary>
    public string Label => $"The {Kind} {(string.IsNullOrWhiteSpace(Name) ? Id : $"\"{Name}\" ({Id})")} of {Place}";

    /// <summary>The account that findings name.</summary>
    public Account Account => new() { Id = Id, Name = Name };

    /// <summary>What tells it from what it may become.</summary>
    public TokenTraits Traits =>
        TokenTraits.Of(
            [
                User,
                Name,
                Description,
                Created?.ToString("O", CultureInfo.InvariantCulture),
                Ends?.ToString("O", CultureInfo.InvariantCulture),
            ],
            Access is null ? Scopes : Scopes.Append(Access.Name)
        );
}

/// <summary>Somebody whom GitLab names beside something else.</summary>
/// <param name="Handle">As people know them, such as <c>Ada Lovelace (@ada)</c>.</param>
internal sealed record GitLabPerson(string Id, string Handle)
{
    /// <summary>Reads the record at a path; null when it is absent or null.</summary>
    public static GitLabPerson? Find(JsonRecord row, string path) =>
        row.FindRecord(path) is { } person && person.FindNumber("id") is not null
            ? new GitLabPerson(
                string.Intern(person.GetNumberText("id")),
                string.Intern(
                    (person.FindString("name"), person.FindString("username")) switch
                    {
                        ({ Length: > 0 } name, { Length: > 0 } username) => $"{name} (@{username})",
                        (_, { Length: > 0 } username) => $"@{username}",
                        ({ Length: > 0 } name, _) => name,
                        _ => $"user {person.GetNumberText("id")}",
                    }
                )
            )
            : null;
}

/// <summary>An access token of a group or project, or a personal one, without its secret.</summary>
/// <param name="User">The user that it signs in as.</param>
/// <param name="IsActive">False for one that was revoked or has ended.</param>
internal sealed record GitLabAccessToken(
    string Id,
    string? Name,
    string? Description,
    string User,
    IReadOnlyList<string> Scopes,
    GitLabAccess? Access,
    DateOnly? Created,
    DateOnly? LastUsed,
    bool TellsUse,
    DateOnly? Ends,
    bool IsActive
)
{
    /// <summary>Reads the record. Versions before 17.2 list those that have ended as well, whatever is asked for.</summary>
    public static GitLabAccessToken Read(JsonRecord row) =>
        new(
            row.GetNumberText("id"),
            row.FindString("name"),
            row.FindString("description"),
            row.GetNumberText("user_id"),
            [.. row.GetStrings("scopes").Order(StringComparer.Ordinal)],
            row.FindNumber("access_level") is { } level ? new GitLabAccess(level) : null,
            GitLabDate.Read(row, "created_at"),
            GitLabDate.Read(row, "last_used_at"),
            row.Has("last_used_at"),
            GitLabDate.Read(row, "expires_at"),
            row.FindBoolean("revoked") is not true && row.FindBoolean("active") is not false
        );
}

/// <summary>A deploy token of a group or project, without its secret. GitLab tells neither who made it nor when it was used.</summary>
/// <param name="IsActive">False for one that was revoked or has ended.</param>
internal sealed record GitLabDeployToken(
    string Id,
    string? Name,
    string? Username,
    IReadOnlyList<string> Scopes,
    DateOnly? Ends,
    bool IsActive
)
{
    /// <summary>Reads the record.</summary>
    public static GitLabDeployToken Read(JsonRecord row) =>
        new(
            row.GetNumberText("id"),
            row.FindString("name"),
            row.FindString("username"),
            [.. row.GetStrings("scopes").Order(StringComparer.Ordinal)],
            GitLabDate.Read(row, "expires_at"),
            row.FindBoolean("revoked") is not true && row.FindBoolean("expired") is not true
        );
}

/// <summary>A service account of a top-level group.</summary>
/// <param name="Id">The user's lasting id.</param>
internal sealed record GitLabServiceAccount(string Id, string Username, string? Name)
{
    /// <summary>Reads the record.</summary>
    public static GitLabServiceAccount Read(JsonRecord row) =>
        new(row.GetNumberText("id"), row.GetString("username"), row.FindString("name"));
}

/// <summary>A project of an audited group.</summary>
/// <param name="Id">The lasting id.</param>
internal sealed record GitLabProject(string Id, string FullPath)
{
    /// <summary>Reads the record.</summary>
    public static GitLabProject Read(JsonRecord row) => new(row.GetNumberText("id"), row.GetString("path_with_namespace"));
}

/// <summary>A list of what programs sign in with that GitLab does not show to the token's account.</summary>
/// <param name="What">What it holds, as the manifest names it, such as <c>the access tokens of gitlab-com/support</c>.</param>
/// <param name="Kind">What is in it, in the plural.</param>
/// <param name="Place">The group that it belongs to, or whose projects'.</param>
/// <param name="Why">Why it is unknown, as a clause.</param>
internal sealed record UnreadList(string What, string Kind, string Place, string Why);

/// <summary>What programs sign in with, as far as GitLab shows it.</summary>
/// <param name="Keys">What works, by group as in the settings.</param>
/// <param name="Unread">What is unknown.</param>
/// <param name="Elsewhere">How many service accounts of the top-level groups are members of no audited group.</param>
/// <param name="Lists">Whether each list is as long as GitLab counts, and that count.</param>
internal sealed record GitLabKeys(
    IReadOnlyList<GitLabKey> Keys,
    IReadOnlyList<UnreadList> Unread,
    int Elsewhere,
    IReadOnlyList<(bool IsWhole, long? Total)> Lists
);
