using NUnit.Framework;
using PlatformAudits.Tests.FollowUp.Simulation;
using PlatformAudits.Tests.Tracking.Schedules;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>A run that is held before one of its requests, and killed there.</summary>
public sealed class HeldRun : IAsyncDisposable
{
    private readonly Wire _wire;
    private readonly Task _run;

    private HeldRun(Bench bench)
    {
        _wire = new Wire(bench.Sandbox.NewHandler(), bench.Clock, (_, _, _) => { }, isGated: true);
        _run = Task.Run(() => bench.RunAsync(_wire));
    }

    /// <summary>Begins a run and holds it.</summary>
    public static async Task<HeldRun> BeginAsync(Bench bench, Func<string, bool> at)
    {
        var held = new HeldRun(bench);
        await held.GoOnAsync(at);
        return held;
    }

    /// <summary>Lets it go on.</summary>
    public async Task GoOnAsync(Func<string, bool> until)
    {
        Assert.That(await _wire.PassAsync(_run, 0), Is.True, "the run has ended");
        while (!until(_wire.Next))
        {
            Assert.That(await _wire.PassAsync(_run, 1), Is.True, "the run has ended");
        }
    }

    /// <summary>Kills it.</summary>
    /// <param name="fault">Whether its request still arrives.</param>
    public Task KillAsync(Fault fault)
    {
        _wire.Release(fault);
        return Assert.ThatAsync(() => _run, Throws.TypeOf<KilledException>());
    }

    public async ValueTask DisposeAsync()
    {
        if (_wire.IsWaiting)
        {
            await KillAsync(Fault.KilledBefore);
        }

        _wire.Dispose();
    }
}
