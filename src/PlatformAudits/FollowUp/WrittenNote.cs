namespace PlatformAudits.FollowUp;

/// <summary>A note of the follow-up that is on the issue.</summary>
/// <param name="UpdatedAt">When it was last changed, by GitLab's clock.</param>
internal sealed record WrittenNote(long Id, string Discussion, NoteMark Mark, string Body, DateTime UpdatedAt);
