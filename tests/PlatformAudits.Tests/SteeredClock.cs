using Microsoft.Extensions.Time.Testing;

namespace PlatformAudits.Tests;

/// <summary>
/// A clock that moves from timer to timer, and only when everything waits: nothing that has been woken runs any longer, and nothing
/// outside is under way. So a run takes as much of the clock's time as its waits do, however slow the machine is.
/// </summary>
public sealed class SteeredClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 17, TimeSpan.Zero))
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SteeredTimer, DateTimeOffset> _due = [];
    private readonly object _outside = new();
    private int _underWay;

    /// <summary>How far it has moved.</summary>
    public TimeSpan Elapsed => GetUtcNow() - Start;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteeredTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Stands until what is given is disposed of: for what goes on outside of this process, or has nothing to wait for but the processor.
    /// </summary>
    public IDisposable Stand()
    {
        lock (_outside)
        {
            _underWay++;
        }

        return new Standing(this);
    }

    /// <summary>Carries something out and moves on as often as it waits.</summary>
    /// <exception cref="InvalidOperationException">It waits, and not for the clock.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work) =>
        await await SteerAsync(standstill =>
        {
            var running = Task.Run(work);
            for (Settle(standstill); !running.IsCompleted; Settle(standstill))
            {
                SetUtcNow(NextDue() ?? throw new InvalidOperationException("Everything waits, and not for the clock."));
            }

            return running;
        });

    /// <summary>Moves it by so much, through the moments of the timers in between.</summary>
    public Task MoveAsync(TimeSpan by) =>
        SteerAsync(standstill =>
        {
            Settle(standstill);
            var end = GetUtcNow() + by;
            for (; NextDue() is { } due && due <= end; Settle(standstill))
            {
                SetUtcNow(due);
            }

            SetUtcNow(end);
            return true;
        });

    private static Task<T> SteerAsync<T>(Func<Standstill, T> steer) =>
        Task.Factory.StartNew(
            () =>
            {
                using var standstill = new Standstill();
                return steer(standstill);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private void Settle(Standstill standstill)
    {
        do
        {
            lock (_outside)
            {
                while (_underWay > 0)
                {
                    Monitor.Wait(_outside);
                }
            }
        } while (!standstill.IsReached(() => Volatile.Read(ref _underWay) == 0));
    }

    private DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            return _due.Count == 0 ? null : _due.Values.Min();
        }
    }

    private sealed class Standing(SteeredClock clock) : IDisposable
    {
        public void Dispose()
        {
            lock (clock._outside)
            {
                clock._underWay--;
                Monitor.Pulse(clock._outside);
            }
        }
    }

    /// <summary>A timer of the toolkit's, which does not tell when it is due.</summary>
    private sealed class SteeredTimer : ITimer
    {
        private readonly SteeredClock _clock;
        private readonly ITimer _timer;
        private TimeSpan _period;

        public SteeredTimer(SteeredClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _timer = clock.NewTimer(_ =>
            {
                Set(_period);
                callback(state);
            });
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
            Set(dueTime);
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            Set(Timeout.InfiniteTimeSpan);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(TimeSpan dueTime)
        {
            lock (_clock._lock)
            {
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    _clock._due.Remove(this);
                }
                else
                {
                    _clock._due[this] = _clock.GetUtcNow() + dueTime;
                }
            }
        }
    }

    private ITimer NewTimer(TimerCallback callback) =>
        base.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
