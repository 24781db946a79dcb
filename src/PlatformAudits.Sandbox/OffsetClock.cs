namespace PlatformAudits.Sandbox;

/// <summary>A clock that is ahead of another one, or behind it, and runs as fast.</summary>
/// <param name="offset">How far it is ahead; less than zero for behind.</param>
public sealed class OffsetClock(TimeProvider clock, TimeSpan offset) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>A clock that shows a moment now.</summary>
    public static OffsetClock At(DateTimeOffset moment) => new(System, moment - System.GetUtcNow());

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + offset;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
