using System.Collections.Concurrent;

namespace PlatformAudits.Tests;

/// <summary>
/// A clock whose day stands still and whose waits are over at once, and count as waited for. A wait has jitter and a limit is a round
/// number of seconds, which tells them apart: limits are kept.
/// </summary>
public sealed class ScriptedClock(DateTimeOffset now) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = [];
    private long _waited;

    /// <summary>The waits, as they were asked for.</summary>
    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() =>
        System.GetTimestamp() + (Interlocked.Read(ref _waited) * System.TimestampFrequency / TimeSpan.TicksPerSecond);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        _waits.Enqueue(dueTime);
        Interlocked.Add(ref _waited, dueTime.Ticks);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
