namespace PlatformAudits.Tests;

/// <summary>A clock that stands still and whose waits are over at once. A wait has jitter and a limit is a round number of seconds, which tells them apart: limits are kept.</summary>
/// <param name="now">The time that it shows.</param>
public sealed class ScriptedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan || dueTime.Ticks % TimeSpan.TicksPerSecond == 0 ? dueTime : TimeSpan.Zero, period);
}
