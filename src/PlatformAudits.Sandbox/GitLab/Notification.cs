namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// That GitLab notified somebody of a note because it mentions them: when it was written, or when an edit mentioned them for the first
/// time.
/// </summary>
/// <param name="Username">The name that was mentioned, without its sign; there need not be such a user.</param>
public sealed record Notification(long Issue, long Note, string Username, DateTimeOffset At);
