namespace PlatformAudits.FollowUp;

/// <summary>What somebody wrote on the issue.</summary>
/// <param name="Thread">The thread of the follow-up that it stands in; null for any other place.</param>
/// <param name="By">Who wrote it, as digits; null for somebody who is not in the team file.</param>
/// <param name="At">When, UTC.</param>
internal sealed record Reply(long Note, string? Thread, string? By, string Name, DateTimeOffset At, string Text);
