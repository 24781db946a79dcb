using System.Globalization;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Whom the vendor takes the caller for: <c>GET /api/v2/users/me</c>, which answers an anonymous caller as well.</summary>
/// <param name="Id">The id, or null for an anonymous caller.</param>
internal sealed record ZendeskSelf(string? Id, string? Email, string? Role)
{
    /// <summary>Reads the answer.</summary>
    public static ZendeskSelf Read(JsonRecord row)
    {
        var user = row.GetRecord("user");
        return new ZendeskSelf(
            user.FindNumber("id")?.ToString(CultureInfo.InvariantCulture),
            user.FindString("email"),
            user.FindString("role")
        );
    }
}

/// <summary>A custom role.</summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="IsLight">Whether whoever has it is a light agent.</param>
internal sealed record ZendeskRole(string Id, string Name, bool IsLight)
{
    private const long LightAgent = 1;

    /// <summary>Reads the record. Of its configuration, whose keys come and go, one is needed.</summary>
    public static ZendeskRole Read(JsonRecord row) =>
        new(
            row.GetNumberText("id"),
            row.GetString("name"),
            row.FindNumber("role_type") == LightAgent || row.FindBoolean("configuration.light_agent") == true
        );
}

/// <summary>A group.</summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="IsDeleted">Whether it was deleted; such groups may still be listed.</param>
internal sealed record ZendeskGroup(string Id, string Name, bool IsDeleted)
{
    /// <summary>Reads the record.</summary>
    public static ZendeskGroup Read(JsonRecord row) =>
        new(row.GetNumberText("id"), row.GetString("name"), row.FindBoolean("deleted") == true);
}

/// <summary>Somebody's membership of a group.</summary>
/// <param name="Id">The lasting identifier.</param>
internal sealed record ZendeskMembership(string Id, string User, string Group)
{
    /// <summary>Reads the record.</summary>
    public static ZendeskMembership Read(JsonRecord row) =>
        new(row.GetNumberText("id"), string.Intern(row.GetNumberText("user_id")), string.Intern(row.GetNumberText("group_id")));
}

/// <summary>The vendor's own count of agents and admins, which it may keep for a day.</summary>
internal sealed record ZendeskCount(long Value)
{
    /// <summary>Reads the answer. <c>count.refreshed_at</c> may be null while the vendor counts anew.</summary>
    /// <exception cref="BadAnswerException">There is no count.</exception>
    public static ZendeskCount Read(JsonRecord row) =>
        new(row.FindNumber("count.value") ?? throw new BadAnswerException("a record has no count.value"));
}

/// <summary>An API token, without its secret.</summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="Creator">The id of the account that made it, or null.</param>
/// <param name="CreatorEmail">That account's address, or null.</param>
/// <param name="Assignee">The id of the account that it is meant for, or null.</param>
/// <param name="Description">What people wrote on it, or null.</param>
/// <param name="IsActive">False for one that was deactivated; null when the vendor does not say.</param>
/// <param name="Created">When it was made, or null.</param>
/// <param name="LastUsed">When it was used last; null for never.</param>
/// <param name="TellsUse">Whether the vendor says when it was used, or that it never was.</param>
internal sealed record ZendeskApiToken(
    string Id,
    string? Creator,
    string? CreatorEmail,
    string? Assignee,
    string? Description,
    bool? IsActive,
    DateOnly? Created,
    DateOnly? LastUsed,
    bool TellsUse
)
{
    /// <summary>Reads the record. The last use is <c>last_used</c>, and was seen as <c>last_used_at</c>.</summary>
    public static ZendeskApiToken Read(JsonRecord row) =>
        new(
            row.GetNumberText("id"),
            row.FindNumber("user_id")?.ToString(CultureInfo.InvariantCulture),
            row.FindString("user_email"),
            row.FindNumber("assigned_user_id")?.ToString(CultureInfo.InvariantCulture),
            row.FindString("description"),
            row.FindBoolean("active"),
            ZendeskTime.Day(row.FindString("created_at")),
            ZendeskTime.Day(row.FindString("last_used") ?? row.FindString("last_used_at")),
            row.Has("last_used") || row.Has("last_used_at")
        );
}

/// <summary>An OAuth client of the instance, without its secret.</summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="Owner">The id of the account that made it.</param>
/// <param name="Identifier">The unique identifier by which it asks for tokens.</param>
/// <param name="Description">What people wrote on it, or null.</param>
/// <param name="Created">When it was made, or null.</param>
internal sealed record ZendeskOAuthClient(
    string Id,
    string? Owner,
    string Identifier,
    string? Name,
    string? Description,
    DateOnly? Created
)
{
    /// <summary>Reads the record.</summary>
    public static ZendeskOAuthClient Read(JsonRecord row) =>
        new(
            row.GetNumberText("id"),
            row.FindNumber("user_id")?.ToString(CultureInfo.InvariantCulture),
            row.GetString("identifier"),
            row.FindString("name"),
            row.FindString("description"),
            ZendeskTime.Day(row.FindString("created_at"))
        );
}

/// <summary>An access token that was given to an OAuth client, without its secret.</summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="Client">The id of the client; one that is not among the instance's own belongs to a global app.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="LastUsed">When it was used last, or null.</param>
internal sealed record ZendeskOAuthToken(string Id, string Client, IReadOnlyList<string> Scopes, DateOnly? LastUsed)
{
    /// <summary>Reads the record.</summary>
    public static ZendeskOAuthToken Read(JsonRecord row) =>
        new(row.GetNumberText("id"), row.GetNumberText("client_id"), row.GetStrings("scopes"), ZendeskTime.Day(row.FindString("used_at")));
}
