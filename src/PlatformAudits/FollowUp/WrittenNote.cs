namespace PlatformAudits.FollowUp;

/// <summary>A note of the follow-up that is on the issue.</summary>
/// <param name="UpdatedAt">When it was last changed, by GitLab's clock.</param>
/// <param name="IsOwn">
/// Whether the token's own account wrote it: GitLab lets nobody but its author change or delete a note, so one of an earlier token is read
/// only.
/// </param>
internal sealed record WrittenNote(long Id, string Discussion, NoteMark Mark, string Body, DateTime UpdatedAt, bool IsOwn);
