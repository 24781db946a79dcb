namespace PlatformAudits.Tests;

/// <summary>
/// Moves a <see cref="SteeredClock"/> on whenever nothing is going on: no request is under way, for a while nothing has been sent, answered or set, and the process has hardly used the processor. So a
/// run takes as much of the clock's time as its waits do, however slow the machine is.
/// </summary>
public sealed class Paced : DelegatingHandler
{
    private readonly SteeredClock _clock;
    private long _stirred;
    private int _underWay;

    public Paced(SteeredClock clock, HttpMessageHandler inner)
        : base(inner) => _clock = clock;

    /// <summary>How long nothing must go on before the clock moves.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Carries something out while the clock is moved on.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var running = Task.Run(work);
        var (seen, since, used) = (-1L, 0L, TimeSpan.Zero);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(5));
            var stirred = Interlocked.Read(ref _stirred) + _clock.Stirred;
            var quiet = TimeProvider.System.GetElapsedTime(since);
            if (stirred != seen || Volatile.Read(ref _underWay) > 0 || ThreadPool.PendingWorkItemCount > 0)
            {
                (seen, since, used) = (stirred, TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            }
            else if (quiet >= Quiet)
            {
                if (Environment.CpuUsage.TotalTime - used < (quiet / 4) + TimeSpan.FromMilliseconds(10))
                {
                    _clock.MoveToNext();
                }

                (since, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            }
        }

        return await running;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _underWay);
        Interlocked.Increment(ref _stirred);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _stirred);
            Interlocked.Decrement(ref _underWay);
        }
    }
}
