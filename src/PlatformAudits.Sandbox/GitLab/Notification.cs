namespace PlatformAudits.Sandbox.GitLab;

/// <summary>That GitLab notified somebody of a note because it mentions them: when it was written, or when an edit mentioned them for the first time.</summary>
/// <param name="Issue">The issue's number within the project.</param>
/// <param name="Note">The note's id.</param>
/// <param name="Username">The name that was mentioned, without its sign; there need not be such a user.</param>
/// <param name="At">When.</param>
public sealed record Notification(long Issue, long Note, string Username, DateTimeOffset At);
