namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>A clock that stands until it is moved. Safe to use from several threads.</summary>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _ticks, Math.Max(value.UtcTicks, Interlocked.Read(ref _ticks)));
    }

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => Now;
}
