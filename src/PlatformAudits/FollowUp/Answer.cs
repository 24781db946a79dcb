namespace PlatformAudits.FollowUp;

/// <summary>What somebody wrote on the issue.</summary>
/// <param name="Note">The note's id.</param>
/// <param name="Thread">The thread of the follow-up that it stands in; null for any other place.</param>
/// <param name="By">Who wrote it, as digits; null for somebody who is not in the team file.</param>
/// <param name="Name">The writer's name for people, made inert.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Text">The text as it came.</param>
public sealed record Answer(long Note, string? Thread, string? By, string Name, DateTimeOffset At, string Text);
