using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The JSON objects of the API.</summary>
internal sealed class ZendeskRepresentation(ZendeskInstance instance, string host, int seed)
{
    private const long FirstGroup = 360_100_000_000;
    private const int MembershipsOfAgent = 16;
    private static readonly DateTime First = new(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly SeededRandom _decoration = new(seed, instance.Name + " decoration");

    /// <summary>The names of the groups by number; the last one was deleted.</summary>
    public IReadOnlyList<string> Groups { get; } = [.. instance.Groups, ZendeskStaff.DeletedGroup];

    /// <summary>So many memberships are kept free for each agent.</summary>
    public static int Memberships => MembershipsOfAgent;

    public JObject User(ZendeskAgent agent)
    {
        var created = First.AddSeconds(_decoration.Below(200_000_000, agent.Number));
        var user = new JObject
        {
            ["id"] = agent.Id,
            ["url"] = $"{host}/api/v2/users/{agent.Id}.json",
            ["name"] = agent.Name,
            ["email"] = agent.Email,
            ["created_at"] = Time(created),
            ["updated_at"] = Time(created.AddSeconds(1 + _decoration.Below(30_000_000, ~agent.Number))),
            ["time_zone"] = "Amsterdam",
            ["iana_time_zone"] = "Europe/Amsterdam",
            ["locale_id"] = 1,
            ["locale"] = "en-US",
            ["organization_id"] = 360_090_000_001,
            ["role"] = agent.Role,
            ["verified"] = true,
            ["external_id"] = null,
            ["tags"] = new JArray("support_engineer"),
            ["alias"] = "",
            ["active"] = true,
            ["shared"] = false,
            ["shared_agent"] = false,
            ["two_factor_auth_enabled"] = null,
            ["signature"] = "Best regards, the support team",
            ["details"] = "",
            ["notes"] = "asked for a second screen",
            ["role_type"] = agent.RoleType,
            ["custom_role_id"] = agent.CustomRole,
            ["moderator"] = false,
            ["ticket_restriction"] = null,
            ["only_private_comments"] = agent.RoleType == 1,
            ["restricted_agent"] = true,
            ["suspended"] = agent.IsSuspended,
            ["chat_only"] = false,
            ["default_group_id"] = agent.Groups.Count == 0 ? FirstGroup : GroupId(agent.Groups[0]),
            ["report_csv"] = false,
            ["user_fields"] = new JObject { ["gitlab_username"] = "somebody", ["user_region"] = null },
        };

        // Some never signed in. Then, and only then, these three are not there either: the vendor's document has no record with a last
        // sign-in of null beside them.
        if (agent.Number % 9 == 4)
        {
            user["last_login_at"] = null;
        }
        else
        {
            user["last_login_at"] = Time(created.AddSeconds(1 + _decoration.Below(40_000_000, agent.Number + 7)));
            user["phone"] = "+15555550100";
            user["shared_phone_number"] = null;
            user["photo"] = null;
        }

        return user;
    }

    /// <summary>Somebody who only asks for help; no audit should ever see one.</summary>
    public JObject EndUser(int number) =>
        new()
        {
            ["id"] = 380_000_000_000 + number,
            ["url"] = $"{host}/api/v2/users/{380_000_000_000 + number}.json",
            ["name"] = $"Requester {number}",
            ["email"] = $"customer{number}@customer.example",
            ["role"] = "end-user",
            ["role_type"] = null,
            ["custom_role_id"] = null,
            ["active"] = true,
            ["suspended"] = false,
        };

    public static JObject Anonymous() =>
        new()
        {
            ["id"] = null,
            ["url"] = null,
            ["name"] = "Anonymous user",
            ["email"] = "invalid@example.com",
            ["role"] = "end-user",
            ["role_type"] = null,
            ["custom_role_id"] = null,
            ["authenticity_token"] = "zendesk-authenticity-token",
        };

    public static JObject Role((long Id, string Name, long Type, bool IsLight) role) =>
        new()
        {
            ["id"] = role.Id,
            ["name"] = role.Name,
            ["description"] = $"{role.Name} of the support team",
            ["role_type"] = role.Type,
            ["team_member_count"] = 10,
            ["configuration"] = new JObject
            {
                ["light_agent"] = role.IsLight,
                ["chat_access"] = true,
                ["manage_business_rules"] = role.Type == 4,
                ["end_user_list_access"] = "full",
                ["ticket_access"] = "all",
                ["group_access"] = true,
            },
            ["created_at"] = Time(First),
            ["updated_at"] = Time(First),
        };

    public JObject Group(int number) =>
        new()
        {
            ["id"] = FirstGroup + number,
            ["url"] = $"{host}/api/v2/groups/{FirstGroup + number}.json",
            ["name"] = Groups[number],
            ["description"] = "",
            ["is_public"] = true,
            ["default"] = number == 0,
            ["deleted"] = number == Groups.Count - 1,
            ["created_at"] = Time(First),
            ["updated_at"] = Time(First),
        };

    public JObject? Membership(ZendeskAgent? agent, int place)
    {
        if (agent is null || place % MembershipsOfAgent >= agent.Groups.Count)
        {
            return null;
        }

        var id = 370_000_000_000 + place;
        return new JObject
        {
            ["id"] = id,
            ["url"] = $"{host}/api/v2/group_memberships/{id}.json",
            ["user_id"] = agent.Id,
            ["group_id"] = GroupId(agent.Groups[place % MembershipsOfAgent]),
            ["default"] = place % MembershipsOfAgent == 0,
            ["created_at"] = Time(First),
            ["updated_at"] = Time(First),
        };
    }

    public JObject ApiToken(ZendeskApiToken token, bool includesUsers)
    {
        var record = new JObject
        {
            ["id"] = token.Id,
            ["user_id"] = token.Creator,
            ["assigned_user_id"] = token.Assignee,
            ["description"] = token.Description,
            ["active"] = token.IsActive,
            ["created_at"] = Time(token.Created),
            ["updated_at"] = Time(token.Created),
            ["visible_token"] = "zdvis",
            ["token"] = "zendesk-hash-of-a-token",
        };
        if (token.TellsUse)
        {
            record[instance.LastUseField] = token.LastUsed is { } used ? Time(used) : null;
        }

        if (includesUsers)
        {
            record["user_name"] = "whoever made it";
            record["user_email"] = token.CreatorEmail;
        }

        return record;
    }

    public JObject Client(ZendeskOAuthClient client) =>
        new()
        {
            ["id"] = client.Id,
            ["url"] = $"{host}/api/v2/oauth/clients/{client.Id}.json",
            ["identifier"] = client.Identifier,
            ["name"] = $"The {client.Identifier}",
            ["kind"] = "confidential",
            ["company"] = "GitLab",
            ["description"] = client.Description,
            ["redirect_uri"] = new JArray("https://example.com/callback"),
            ["global"] = false,
            ["secret"] = "zdclientse",
            ["user_id"] = client.Owner,
            ["created_at"] = Time(client.Created),
            ["updated_at"] = Time(client.Created),
        };

    public JObject OAuthToken(long id, long client, long user, DateOnly created, DateOnly? used)
    {
        var token = new JObject
        {
            ["id"] = id,
            ["url"] = $"{host}/api/v2/oauth/tokens/{id}.json",
            ["client_id"] = client,
            ["user_id"] = user,
            ["token"] = "zdaccessto",
            ["scopes"] = id % 3 == 0 ? new JArray("read", "write") : new JArray("read"),
            ["created_at"] = Time(created),
        };
        if (used is { } day)
        {
            token["used_at"] = Time(day);
        }

        return token;
    }

    private long GroupId(string name) => FirstGroup + Groups.Index().Single(group => group.Item == name).Index;

    private static string Time(DateOnly day) => Time(day.ToDateTime(new TimeOnly(11, 22, 33)));

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
