namespace PlatformAudits.Sandbox.Slack;

/// <summary>A message that Slack took.</summary>
/// <param name="Channel">The person or channel that it went to; null for one through the webhook.</param>
/// <param name="Text">The text as it was sent, with Slack's escapes.</param>
public sealed record SlackMessage(string? Channel, string Text);
