namespace PlatformAudits.Tests;

/// <summary>A clock that only moves when it is told to; then every timer that is due goes off, at its own moment.</summary>
public sealed class SteeredClock : TimeProvider
{
    private readonly DateTimeOffset _start = new(2026, 11, 23, 9, 0, 17, TimeSpan.Zero);
    private readonly Lock _lock = new();
    private readonly List<SteeredTimer> _timers = [];
    private long _ticks;
    private long _stirred;

    /// <summary>How far it has moved.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>Grows with every timer that is set or taken back.</summary>
    public long Stirred => Interlocked.Read(ref _stirred);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteeredTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves it to the moment of the next timer, if there is one; all that are due then go off.</summary>
    public void MoveToNext()
    {
        List<SteeredTimer> due;
        lock (_lock)
        {
            if (_timers.Count == 0)
            {
                return;
            }

            Interlocked.Exchange(ref _ticks, Math.Max(_ticks, _timers.Min(t => t.Due).Ticks));
            due = [.. _timers.Where(t => t.Due.Ticks <= _ticks)];
            due.ForEach(t => t.Rearm());
        }

        due.ForEach(t => t.GoOff());
    }

    /// <summary>Moves it by so much, through the moments of the timers in between.</summary>
    public void Move(TimeSpan by)
    {
        var end = Elapsed + by;
        while (NextDue() <= end)
        {
            MoveToNext();
        }

        Interlocked.Exchange(ref _ticks, end.Ticks);
    }

    private TimeSpan NextDue()
    {
        lock (_lock)
        {
            return _timers.Count == 0 ? TimeSpan.MaxValue : _timers.Min(t => t.Due);
        }
    }

    private sealed class SteeredTimer(SteeredClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.Elapsed + dueTime;
                    clock._timers.Add(this);
                }
            }

            Interlocked.Increment(ref clock._stirred);
            return true;
        }

        public void Rearm()
        {
            clock._timers.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
                clock._timers.Add(this);
            }
        }

        public void GoOff()
        {
            Interlocked.Increment(ref clock._stirred);
            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
