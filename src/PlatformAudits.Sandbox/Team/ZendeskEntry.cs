namespace PlatformAudits.Sandbox.Team;

/// <summary>What the team file says of a person in one of the two Zendesk instances.</summary>
/// <param name="Id">The Zendesk user id; null leaves the key's value empty.</param>
/// <param name="Role">The name of the role; null leaves the key's value empty.</param>
/// <param name="Alias">The display name; null leaves the key out, an empty text means the person's name.</param>
public sealed record ZendeskEntry(long? Id, string? Role, IReadOnlyList<string> Groups, string? Alias = null);
