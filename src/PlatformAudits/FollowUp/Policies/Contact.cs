namespace PlatformAudits.FollowUp.Policies;

/// <summary>Somebody who can be asked.</summary>
/// <param name="Key">The digits that stand for the person in marks.</param>
/// <param name="Name">The name as the team file has it.</param>
/// <param name="Username">The GitLab user name; null when the team file has none.</param>
/// <param name="SlackId">The Slack user id; null when the team file has none.</param>
public sealed record Contact(string Key, string Name, string? Username, string? SlackId);
