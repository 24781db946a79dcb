namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// That a note mentions a name: since it was written, or since an edit mentioned it for the first time. <see cref="Delivery"/> is what
/// GitLab makes of it.
/// </summary>
/// <param name="Username">The name that was mentioned, without its sign; there need not be such a user.</param>
public sealed record Notification(long Issue, long Note, string Username, DateTimeOffset At);
