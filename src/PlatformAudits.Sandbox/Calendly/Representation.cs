using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>The JSON objects of the API.</summary>
internal sealed class Representation(Organization organization, Groups groups, Times times)
{
    public static JObject Resource(JObject resource) => new() { ["resource"] = resource };

    public JObject Of(Account account) =>
        new()
        {
            ["uri"] = account.MembershipUri,
            ["role"] = account.Role,
            ["user"] = EmbeddedUser(account),
            ["organization"] = organization.Uri,
            ["updated_at"] = account.UpdatedAt,
            ["created_at"] = account.CreatedAt,
        };

    public JObject User(Account account)
    {
        var user = EmbeddedUser(account);
        user["current_organization"] = organization.Uri;
        user["resource_type"] = "User";
        return user;
    }

    public JObject Of(Invitation invitation)
    {
        var json = new JObject
        {
            ["uri"] = invitation.Uri,
            ["organization"] = organization.Uri,
            ["email"] = invitation.Email,
            ["status"] = invitation.Status,
            ["created_at"] = invitation.CreatedAt,
            ["updated_at"] = invitation.UpdatedAt,
            ["last_sent_at"] = invitation.UpdatedAt,
        };
        if (invitation.UserUri is { } user)
        {
            json["user"] = user;
        }

        return json;
    }

    public JObject Group(int group)
    {
        var (created, updated) = times.Of(IdKind.Group, group);
        return new JObject
        {
            ["uri"] = groups.UriOf(group),
            ["name"] = groups.NameOf(group),
            ["organization"] = organization.Uri,
            ["created_at"] = created,
            ["updated_at"] = updated,
            ["member_count"] = groups.MembersOfEach()[group],
        };
    }

    public JObject Of(GroupSeat seat)
    {
        var (created, updated) = times.Of(IdKind.Relationship, seat.Number);
        return new JObject
        {
            ["uri"] = $"{CalendlyId.Host}/group_relationships/{organization.Ids.Of(IdKind.Relationship, seat.Number)}",
            ["role"] = seat.IsAdmin ? "admin" : "member",
            ["owner"] = Owner(seat),
            ["organization"] = organization.Uri,
            ["group"] = groups.UriOf(seat.Group),
            ["created_at"] = created,
            ["updated_at"] = updated,
        };
    }

    private JObject Owner(GroupSeat seat)
    {
        var (type, owner) = seat.Account is { } account
            ? ("OrganizationMembership", Of(account))
            : ("OrganizationInvitation", Of(seat.Invitation!));
        if (seat.Invitation is not null)
        {
            owner.Remove("user");
        }

        owner.AddFirst(new JProperty("type", type));
        return owner;
    }

    private static JObject EmbeddedUser(Account account) =>
        new()
        {
            ["uri"] = account.UserUri,
            ["name"] = account.Name,
            ["slug"] = account.Slug,
            ["email"] = account.Email,
            ["scheduling_url"] = account.SchedulingUrl,
            ["timezone"] = account.TimeZone,
            ["avatar_url"] = account.AvatarUrl,
            ["created_at"] = account.CreatedAt,
            ["updated_at"] = account.UpdatedAt,
        };
}
