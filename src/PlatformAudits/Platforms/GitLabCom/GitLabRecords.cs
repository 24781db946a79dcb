using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>The token's own record (<c>GET /personal_access_tokens/self</c>).</summary>
/// <param name="Scopes">
/// What it says that the token may do. A fine-grained token names <c>granular</c> alone, and GitLab may have other scopes to come: what
/// the token may read, its lists show.
/// </param>
/// <param name="IsActive">Whether it works; null when GitLab does not say.</param>
/// <param name="Ends">The day from which it works no more, UTC; null when it has none.</param>
internal sealed record GitLabToken(string? Name, IReadOnlyList<string> Scopes, bool? IsActive, DateOnly? Ends)
{
    /// <summary>The record of a token that may not read it: a fine-grained one without the permission for it.</summary>
    public static GitLabToken Unseen { get; } = new(null, [], null, null) { IsSeen = false };

    /// <summary>Whether GitLab showed the record.</summary>
    public bool IsSeen { get; private init; } = true;

    /// <summary>What the record says, as figures.</summary>
    public string Figures =>
        IsSeen ? $"{(IsActive is false ? "inactive" : "active")}, scopes {Sentence.List(Scopes)}" : "its record is not shown to it";

    /// <summary>Reads the record.</summary>
    public static GitLabToken Read(JsonRecord row) =>
        new(
            row.FindString("name"),
            row.GetStrings("scopes"),
            row.FindBoolean("revoked") is true ? false : row.FindBoolean("active"),
            GitLabDate.Read(row, "expires_at")
        );
}

/// <summary>The token's account (<c>GET /user</c>).</summary>
/// <param name="Id">The lasting id.</param>
internal sealed record GitLabSelf(string Id, string Username)
{
    /// <summary>Reads the record.</summary>
    public static GitLabSelf Read(JsonRecord row) => new(row.GetNumberText("id"), row.GetString("username"));
}

/// <summary>A group's own record.</summary>
/// <param name="Id">The lasting id.</param>
/// <param name="FullPath">The path now: a group that was moved is found by its old one.</param>
/// <param name="IsManaged">Whether GitLab takes the token's account for one that manages the group: only then the record has a
/// <c>runners_token</c>.</param>
/// <param name="Shares">The groups that were invited into it, as far as the token's account may see them.</param>
internal sealed record GitLabGroup(string Id, string FullPath, bool IsManaged, IReadOnlyList<GitLabShare> Shares)
{
    /// <summary>Reads the record.</summary>
    public static GitLabGroup Read(JsonRecord row) =>
        new(
            row.GetNumberText("id"),
            row.GetString("full_path"),
            row.Has("runners_token"),
            [
                .. row.GetRecords("shared_with_groups")
                    .Select(GitLabShare.Read)
                    .OrderBy(s => s.Id.Length)
                    .ThenBy(s => s.Id, StringComparer.Ordinal),
            ]
        );
}

/// <summary>A group that was invited into another: its members have access there.</summary>
/// <param name="Id">The invited group's lasting id.</param>
/// <param name="Access">What its members have at the most.</param>
/// <param name="Ends">The day on which the access ends, or null.</param>
internal sealed record GitLabShare(string Id, string FullPath, GitLabAccess Access, DateOnly? Ends)
{
    /// <summary>Reads the record.</summary>
    public static GitLabShare Read(JsonRecord row) =>
        new(
            row.GetNumberText("group_id"),
            row.GetString("group_full_path"),
            new GitLabAccess(row.GetNumber("group_access_level")),
            GitLabDate.Read(row, "expires_at")
        );
}

/// <summary>A user who is a member of at least one audited group.</summary>
internal sealed record GitLabAccount : Account
{
    /// <summary>The user name, which its owner can change.</summary>
    public required string Username { get; init; }

    /// <summary>How people speak of the account, such as <c>Ada Lovelace (@ada)</c>.</summary>
    public string Handle => string.IsNullOrWhiteSpace(Name) ? $"@{Username}" : $"{Name} (@{Username})";
}

/// <summary>A row of a group's list of direct members.</summary>
/// <param name="Access">What the membership allows.</param>
/// <param name="State">The user's state: <c>active</c>, <c>blocked</c>, <c>deactivated</c>, <c>banned</c>, and whatever may come; null
/// when GitLab does not say.</param>
/// <param name="IsLocked">Whether the user is locked out, as after failed sign-ins; null when GitLab does not say.</param>
/// <param name="MembershipState"><c>active</c> or <c>awaiting</c>, and whatever may come; null where GitLab has none.</param>
/// <param name="Since">The day on which the membership began, UTC; null when GitLab does not say.</param>
/// <param name="Ends">The day on which it ends, or null.</param>
internal sealed record GitLabMember(
    GitLabAccount Account,
    GitLabAccess Access,
    string? State,
    bool? IsLocked,
    string? MembershipState,
    DateOnly? Since,
    DateOnly? Ends
)
{
    /// <summary>Who gave the membership; null when GitLab does not say.</summary>
    public GitLabPerson? AddedBy { get; init; }

    /// <summary>Reads the row. <c>public_email</c> is nearly always empty, and <c>email</c> is there for enterprise users only.</summary>
    public static GitLabMember Read(JsonRecord row)
    {
        var emails = new[] { row.FindString("email"), row.FindString("public_email") };
        return new GitLabMember(
            new GitLabAccount
            {
                Id = row.GetNumberText("id"),
                Username = row.GetString("username"),
                Name = row.FindString("name"),
                Email = emails.FirstOrDefault(e => !string.IsNullOrWhiteSpace(e)),
            },
            new GitLabAccess(row.GetNumber("access_level"), RoleOf(row)),
            Shared(row.FindString("state")),
            row.FindBoolean("locked"),
            Shared(row.FindString("membership_state")),
            GitLabDate.Read(row, "created_at"),
            GitLabDate.Read(row, "expires_at")
        )
        {
            AddedBy = GitLabPerson.Find(row, "created_by"),
        };
    }

    /// <summary>The custom role; one without a name, which only its id tells, is still more than its level.</summary>
    private static string? RoleOf(JsonRecord row) =>
        row.FindString("member_role.name") is { Length: > 0 } name ? Shared(name)
        : row.FindNumber("member_role.id") is { } id ? Shared(string.Create(CultureInfo.InvariantCulture, $"role {id}"))
        : null;

    private static string? Shared(string? text) => text is null ? null : string.Intern(text);
}

/// <summary>
/// A pending invitation to a group. GitLab gives it no id; within a group it is told by its address, as in <c>DELETE
/// /groups/:id/invitations/:email</c>.
/// </summary>
/// <param name="Ends">The day on which the access will end, or null.</param>
internal sealed record GitLabInvitation(string Email, GitLabAccess Access, DateOnly? Ends)
{
    /// <summary>Reads the record.</summary>
    public static GitLabInvitation Read(JsonRecord row) =>
        new(row.GetString("invite_email"), new GitLabAccess(row.GetNumber("access_level")), GitLabDate.Read(row, "expires_at"));
}

/// <summary>GitLab's days: <c>2026-01-31</c>, and in some lists a time of that day.</summary>
internal static class GitLabDate
{
    /// <summary>The day at a path, UTC; null when it is absent or null.</summary>
    public static DateOnly? Read(JsonRecord row, string path)
    {
        var text = row.FindString(path);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : throw new BadAnswerException($"a record's {path} is no date");
    }
}
