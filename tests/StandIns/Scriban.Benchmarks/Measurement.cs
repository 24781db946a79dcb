using System.Diagnostics;

namespace Scriban.Benchmarks;

/// <summary>What one piece of work took.</summary>
/// <param name="Units">How much work it was: characters read, or turns made.</param>
/// <param name="Seconds">The shortest of several runs, because only other work on the machine makes one longer.</param>
/// <param name="AllocatedBytes">Bytes allocated by one run.</param>
/// <param name="OutputBytes">Bytes of what came out; 0 when nothing is printed.</param>
internal sealed record Measurement(long Units, double Seconds, long AllocatedBytes, long OutputBytes)
{
    private const int Runs = 5;

    /// <summary>Nanoseconds for each unit.</summary>
    public double NanosecondsAUnit => Seconds * 1e9 / Units;

    /// <summary>Bytes allocated for each byte that came out.</summary>
    public double AllocatedForOutput => OutputBytes == 0 ? 0 : (double)AllocatedBytes / OutputBytes;

    /// <summary>Measures some work.</summary>
    /// <param name="units">How much work it is.</param>
    /// <param name="work">The work; returns what it printed.</param>
    public static Measurement Of(long units, Func<string> work)
    {
        var shortest = double.MaxValue;
        long allocated = 0;
        var output = "";
        for (var run = 0; run < Runs; run++)
        {
            GC.Collect();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            output = work();
            shortest = Math.Min(shortest, watch.Elapsed.TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return new Measurement(units, shortest, allocated, output.Length * sizeof(char));
    }
}
