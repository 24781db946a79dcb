namespace PlatformAudits.Tests;

/// <summary>
/// Moves a <see cref="SteeredClock"/> on whenever nothing is going on: no request is under way, and for a while nothing has been sent, answered or set. So a run takes as much of the clock's
/// time as its waits do, however slow the machine is.
/// </summary>
public sealed class Paced : DelegatingHandler
{
    private readonly SteeredClock _clock;
    private long _stirred;
    private int _underWay;

    public Paced(SteeredClock clock, HttpMessageHandler inner)
        : base(inner) => _clock = clock;

    /// <summary>How long nothing must go on before the clock moves.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Carries something out while the clock is moved on.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var running = Task.Run(work);
        var (seen, since) = (-1L, 0L);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(5));
            var stirred = Interlocked.Read(ref _stirred) + _clock.Stirred;
            if (stirred != seen || Volatile.Read(ref _underWay) > 0)
            {
                (seen, since) = (stirred, TimeProvider.System.GetTimestamp());
            }
            else if (TimeProvider.System.GetElapsedTime(since) >= Quiet && !running.IsCompleted)
            {
                _clock.MoveToNext();
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
