namespace PlatformAudits.Team;

/// <summary>What the team file wants of a person in one of the two Zendesk instances.</summary>
public sealed record ZendeskProfile
{
    /// <summary>The Zendesk user id; null for somebody who has not got one yet.</summary>
    public long? Id { get; init; }

    /// <summary>The name of the role, such as <c>Support Staff</c>.</summary>
    public string? Role { get; init; }

    /// <summary>The names of the groups, without the default group that Zendesk's own synchronisation adds.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The display name; null when it is the person's full name.</summary>
    public string? Alias { get; init; }
}
