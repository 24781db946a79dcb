using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>The JSON objects of the API.</summary>
internal sealed class Representation(int seed, DateOnly today)
{
    private static readonly DateTimeOffset First = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SeededRandom _moments = new(seed, "gitlab-com times");
    private readonly SeededRandom _pictures = new(seed, "gitlab-com pictures");

    public JObject Of(Seat seat, string site, bool forOwner)
    {
        var json = User(seat.User, site);
        json["access_level"] = seat.Access.Level;
        json["created_at"] = Timestamp.Of(Moment(seat.Number));
        json["expires_at"] = seat.Ends is { } ends ? Text(ends) : null;
        if ((seat.AddedBy ?? (seat.Number % 3 == 0 ? GitLabComVendor.Administrator : null)) is { } added)
        {
            json["created_by"] = new JObject
            {
                ["id"] = added.Id,
                ["username"] = added.Username,
                ["name"] = added.Name,
                ["state"] = "active",
                ["locked"] = false,
                ["avatar_url"] = null,
                ["web_url"] = $"{site}/{added.Username}",
            };
        }

        if (seat.State is { } state)
        {
            json["membership_state"] = state;
        }

        if (forOwner && seat.User.Email is { } email)
        {
            json["email"] = email;
        }

        if (seat.Access.Role is { } role)
        {
            json["member_role"] = new JObject
            {
                ["id"] = role.Length,
                ["group_id"] = Groups.RootId,
                ["name"] = role,
                ["description"] = string.Empty,
                ["base_access_level"] = seat.Access.Level,
                ["read_code"] = true,
                ["admin_vulnerability"] = null,
            };
        }

        return json;
    }

    public JObject Of(Invitation invitation, int place) =>
        new()
        {
            ["access_level"] = invitation.Level,
            ["created_at"] = Timestamp.Of(Moment(place)),
            ["expires_at"] = place % 2 == 0 ? null : Timestamp.Of(new DateTimeOffset(today.AddDays(20), TimeOnly.MinValue, TimeSpan.Zero)),
            ["invite_email"] = invitation.Email,
            ["invite_token"] = string.Create(CultureInfo.InvariantCulture, $"invite-token-{place:000000}"),
            ["created_by_name"] = GitLabComVendor.Administrator.Name,
        };

    public JObject Of(Group group, string site, bool forOwner)
    {
        var name = group.Path[(group.Path.LastIndexOf('/') + 1)..];
        var json = new JObject
        {
            ["id"] = group.Id,
            ["web_url"] = $"{site}/groups/{group.Path}",
            ["name"] = name,
            ["path"] = name,
            ["description"] = string.Empty,
            ["visibility"] = "private",
            ["share_with_group_lock"] = false,
            ["require_two_factor_authentication"] = false,
            ["two_factor_grace_period"] = 48,
            ["project_creation_level"] = "developer",
            ["auto_devops_enabled"] = null,
            ["subgroup_creation_level"] = "owner",
            ["emails_disabled"] = false,
            ["emails_enabled"] = true,
            ["mentions_disabled"] = null,
            ["lfs_enabled"] = true,
            ["avatar_url"] = null,
            ["request_access_enabled"] = true,
            ["full_name"] = group.Path.Replace("/", " / ", StringComparison.Ordinal),
            ["full_path"] = group.Path,
            ["created_at"] = Timestamp.Of(First.AddDays(-group.Number)),
            ["parent_id"] = group.Number == Groups.Support ? Groups.RootId : Groups.All[Groups.Support].Id,
            ["organization_id"] = 1,
            ["shared_with_groups"] = new JArray(group.Shares.Where(share => forOwner || !share.IsPrivate).Select(Of)),
            ["prevent_sharing_groups_outside_hierarchy"] = false,
        };
        if (forOwner)
        {
            json["runners_token"] = string.Create(CultureInfo.InvariantCulture, $"GR1348941-runners-token-{group.Id}");
        }

        return json;
    }

    public JObject User(User user, string site)
    {
        var json = new JObject
        {
            ["id"] = user.Id,
            ["username"] = user.Username,
            ["public_email"] = user.PublicEmail,
            ["name"] = user.Name,
            ["state"] = user.State,
        };
        if (user.Locked is { } locked)
        {
            json["locked"] = locked;
        }

        json["avatar_url"] = _pictures.Chance(50, user.Id) ? $"https://pictures.example/avatar/{user.Id}.png" : null;
        json["web_url"] = $"{site}/{user.Username}";
        return json;
    }

    public JObject Token(TokenFacts token)
    {
        var json = new JObject
        {
            ["id"] = 4_711,
            ["name"] = "support audits",
            ["revoked"] = false,
            ["created_at"] = Timestamp.Of(new DateTimeOffset(today.AddDays(-90), TimeOnly.MinValue, TimeSpan.Zero)),
            ["description"] = null,
            ["scopes"] = new JArray(token.Scopes),
            ["user_id"] = token.User.Id,
            ["last_used_at"] = Timestamp.Of(new DateTimeOffset(today.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero)),
            ["active"] = true,
            ["expires_at"] = Text(today.AddDays(token.DaysLeft)),
            ["last_used_ips"] = new JArray("192.0.2.7"),
        };
        if (token.Permissions is { } permissions)
        {
            json["granular"] = true;
            json["granular_scopes"] = GranularPermission.ToJson(permissions);
        }

        return json;
    }

    /// <summary>An access token of a group or project.</summary>
    /// <param name="place">Where it is, as <c>groups/9001</c>.</param>
    public JObject Of(AccessToken token, string place)
    {
        var json = Of(token);
        var (kind, id) = (
            place[..place.IndexOf('s', StringComparison.Ordinal)],
            place[(place.IndexOf('/', StringComparison.Ordinal) + 1)..]
        );
        json["access_level"] = token.Level;
        json["resource_type"] = kind;
        json["resource_id"] = long.Parse(id, CultureInfo.InvariantCulture);
        return json;
    }

    /// <summary>A personal access token.</summary>
    public JObject Of(AccessToken token) =>
        new()
        {
            ["id"] = token.Id,
            ["name"] = token.Name,
            ["revoked"] = token.IsRevoked,
            ["created_at"] = Midnight(token.Created),
            ["description"] = token.Description,
            ["scopes"] = new JArray(token.Scopes),
            ["user_id"] = token.User,
            ["last_used_at"] = token.LastUsed is { } used ? Midnight(used) : null,
            ["active"] = token.IsActive(today),
            ["expires_at"] = token.Ends is { } ends ? Text(ends) : null,
            ["last_used_ips"] = new JArray("192.0.2.7"),
        };

    public JObject Of(DeployToken token) =>
        new()
        {
            ["id"] = token.Id,
            ["name"] = token.Name,
            ["username"] = string.Create(CultureInfo.InvariantCulture, $"gitlab+deploy-token-{token.Id}"),
            ["expires_at"] = token.Ends is { } ends ? Midnight(ends) : null,
            ["scopes"] = new JArray(token.Scopes),
            ["revoked"] = token.IsRevoked,
            ["expired"] = token.Ends <= today,
        };

    public static JObject ServiceAccount(User user) =>
        new()
        {
            ["id"] = user.Id,
            ["username"] = user.Username,
            ["name"] = user.Name,
            ["email"] = $"{user.Username}@noreply.gitlab.example",
        };

    /// <summary>A project as <c>simple=true</c> gives it.</summary>
    public static JObject Of(Project project, string site)
    {
        var name = project.Path[(project.Path.LastIndexOf('/') + 1)..];
        return new JObject
        {
            ["id"] = project.Id,
            ["description"] = null,
            ["name"] = name,
            ["name_with_namespace"] = project.Path.Replace("/", " / ", StringComparison.Ordinal),
            ["path"] = name,
            ["path_with_namespace"] = project.Path,
            ["created_at"] = Timestamp.Of(First.AddDays(project.Id)),
            ["default_branch"] = "main",
            ["topics"] = new JArray(),
            ["web_url"] = $"{site}/{project.Path}",
            ["avatar_url"] = null,
            ["last_activity_at"] = Timestamp.Of(First.AddDays(project.Id)),
        };
    }

    private static string Midnight(DateOnly day) => Timestamp.Of(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateTimeOffset Moment(int number) => First.AddSeconds(_moments.Below(200_000_000, number));

    private JObject Of(Share share) =>
        new()
        {
            ["group_id"] = share.Id,
            ["group_name"] = share.Path[(share.Path.LastIndexOf('/') + 1)..],
            ["group_full_path"] = share.Path,
            ["group_access_level"] = share.Level,
            ["expires_at"] = share.DaysLeft is { } days ? Text(today.AddDays(days)) : null,
        };
}
