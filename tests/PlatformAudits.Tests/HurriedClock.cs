namespace PlatformAudits.Tests;

/// <summary>A clock that runs many times as fast, so that a vendor's minute is soon over; it remembers the waits that were asked of it.</summary>
/// <param name="speed">How many times.</param>
public sealed class HurriedClock(int speed = 600) : TimeProvider
{
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly long _origin = System.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];

    /// <summary>The waits, as they were asked for.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => _start + ((DateTimeOffset.UtcNow - _start) * speed);

    public override long GetTimestamp() => _origin + ((System.GetTimestamp() - _origin) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        lock (_lock)
        {
            _waits.Add(dueTime);
        }

        return base.CreateTimer(callback, state, dueTime / speed, period);
    }
}
