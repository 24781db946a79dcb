namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What the team file wants of a person in an instance.</summary>
/// <param name="Id">The user id; null for somebody who has not got one yet.</param>
/// <param name="Role">The name of the role, or null.</param>
/// <param name="Groups">The names of the groups, without the default group.</param>
/// <param name="Alias">The display name; null when it is the person's full name.</param>
internal sealed record ZendeskProfile(string? Id, string? Role, IReadOnlyList<string> Groups, string? Alias);
