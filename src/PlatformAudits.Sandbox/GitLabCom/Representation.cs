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
        if (seat.Number % 3 == 0)
        {
            json["created_by"] = new JObject
            {
                ["id"] = GitLabComVendor.Administrator.Id,
                ["username"] = GitLabComVendor.Administrator.Username,
                ["name"] = GitLabComVendor.Administrator.Name,
                ["state"] = "active",
                ["locked"] = false,
                ["avatar_url"] = null,
                ["web_url"] = $"{site}/{GitLabComVendor.Administrator.Username}",
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
