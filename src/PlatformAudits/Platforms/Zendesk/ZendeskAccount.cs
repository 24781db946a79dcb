using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>An agent or admin of an instance: the record of <c>GET /api/v2/users</c>.</summary>
internal sealed record ZendeskAccount : Account
{
    private const long LightAgent = 1;
    private const long Admin = 4;

    /// <summary>
    /// The role as the vendor writes it: <c>agent</c> or <c>admin</c>, and whatever may come. The finer role is <see cref="CustomRole"/>.
    /// </summary>
    public required string Role { get; init; }

    /// <summary>
    /// The kind of agent: 0 custom, 1 light, 2 chat, 3 chat added as contributor, 4 admin, 5 billing admin, and whatever may come; null
    /// was seen for an agent without a custom role.
    /// </summary>
    public long? RoleType { get; init; }

    /// <summary>The id of the custom role, or null.</summary>
    public string? CustomRole { get; init; }

    /// <summary>False for somebody who was deleted; null when the vendor does not say.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Whether the account is suspended; it keeps its role. Null when the vendor does not say.</summary>
    public bool? IsSuspended { get; init; }

    /// <summary>The day on which the account was made, UTC; null when the vendor does not say.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Whether the vendor says that it never was signed in to; a record without the field says nothing.</summary>
    public bool HasNeverSignedIn { get; init; }

    /// <summary>Whether the vendor's own fields say that it is a light agent.</summary>
    internal bool IsLightByType => RoleType == LightAgent;

    /// <summary>Whether the vendor's own fields say that it is an admin.</summary>
    internal bool IsAdminByType => Role == "admin" || RoleType == Admin;

    /// <summary>Reads an agent or admin.</summary>
    /// <exception cref="BadAnswerException">It is an end user: only agents and admins were asked for, and others are no business of an
    /// audit.</exception>
    public static ZendeskAccount Read(JsonRecord row)
    {
        var role = row.GetString("role");
        return role == "end-user"
            ? throw new BadAnswerException("a record's role is end-user, and only agents and admins were asked for")
            : new ZendeskAccount
            {
                Id = row.GetNumberText("id"),
                Name = row.FindString("name"),
                Email = row.FindString("email"),
                Role = string.Intern(role),
                RoleType = row.FindNumber("role_type"),
                CustomRole = row.FindNumber("custom_role_id") is { } id ? string.Intern(id.ToString(CultureInfo.InvariantCulture)) : null,
                IsActive = row.FindBoolean("active"),
                IsSuspended = row.FindBoolean("suspended"),
                Since = ZendeskTime.Day(row.FindString("created_at")),
                LastSignIn = ZendeskTime.Day(row.FindString("last_login_at")),
                HasNeverSignedIn = row.Has("last_login_at") && row.FindString("last_login_at") is null,
            };
    }
}
