using NUnit.Framework;
using PlatformAudits.Tests.FollowUp.Simulation;
using PlatformAudits.Tests.Tracking.Schedules;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>A run that is held before one of its requests, and killed there.</summary>
public sealed class HeldRun : IAsyncDisposable
{
    private readonly SimulatedTransport _transport;
    private readonly Task _run;

    private HeldRun(FollowUpFixture fixture)
    {
        _transport = new SimulatedTransport(fixture.Sandbox.NewHandler(), fixture.Clock, (_, _, _) => { }, isGated: true);
        _run = Task.Run(() => fixture.RunAsync(_transport));
    }

    /// <summary>Begins a run and holds it.</summary>
    public static async Task<HeldRun> BeginAsync(FollowUpFixture fixture, Func<string, bool> at)
    {
        var held = new HeldRun(fixture);
        await held.GoOnAsync(at);
        return held;
    }

    /// <summary>Lets it go on.</summary>
    public async Task GoOnAsync(Func<string, bool> until)
    {
        Assert.That(await _transport.PassAsync(_run, 0), Is.True, "the run has ended");
        while (!until(_transport.Next))
        {
            Assert.That(await _transport.PassAsync(_run, 1), Is.True, "the run has ended");
        }
    }

    /// <summary>Kills it.</summary>
    /// <param name="fault">Whether its request still arrives.</param>
    public Task KillAsync(Fault fault)
    {
        _transport.Release(fault);
        return Assert.ThatAsync(() => _run, Throws.TypeOf<KilledException>());
    }

    public async ValueTask DisposeAsync()
    {
        if (_transport.IsWaiting)
        {
            await KillAsync(Fault.KilledBefore);
        }

        _transport.Dispose();
    }
}
