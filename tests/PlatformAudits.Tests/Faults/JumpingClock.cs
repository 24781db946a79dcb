namespace PlatformAudits.Tests.Faults;

/// <summary>
/// The clock of a run: its waits are soon over, and somebody may set it to another day in the middle. A wait has jitter and a limit is a
/// round number of seconds, which tells them apart: limits are cut short only where something is to stall, because a busy machine is slow
/// as well.
/// </summary>
/// <param name="speed">How many times as fast waits go by.</param>
public sealed class JumpingClock(int speed, int speedOfLimits) : TimeProvider
{
    /// <summary>
    /// No limit is as long. Waits are rounded to milliseconds, so one in a thousand is a round number of seconds as well, and one of ten
    /// minutes would then take ten.
    /// </summary>
    private static readonly TimeSpan LongerThanLimits = TimeSpan.FromMinutes(10);

    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly long _origin = System.GetTimestamp();
    private TimeSpan _jump;

    public void Jump(TimeSpan by) => _jump = by;

    public override DateTimeOffset GetUtcNow() => _start + ((DateTimeOffset.UtcNow - _start) * speed) + _jump;

    public override long GetTimestamp() => _origin + ((System.GetTimestamp() - _origin) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(
            callback,
            state,
            dueTime == Timeout.InfiniteTimeSpan
                ? dueTime
                : dueTime / (dueTime < LongerThanLimits && dueTime.Ticks % TimeSpan.TicksPerSecond == 0 ? speedOfLimits : speed),
            period
        );
}
