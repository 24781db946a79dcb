namespace PlatformAudits.FollowUp;

/// <summary>What somebody wrote on an issue.</summary>
/// <param name="Issue">The number of the issue.</param>
/// <param name="Thread">The thread of the follow-up that it stands in; null for any other place.</param>
/// <param name="By">Who wrote it, as digits; null for somebody who is not in the team file.</param>
/// <param name="At">When, UTC, by GitLab's clock.</param>
internal sealed record Reply(int Issue, long Note, string? Thread, string? By, string Name, DateTimeOffset At, string Text)
{
    /// <summary>What it asks the program to do; null where it asks for nothing.</summary>
    public ReplyCommand? Command { get; } = ReplyCommand.In(Text);
}
