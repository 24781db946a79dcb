using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PlatformAudits.Benchmarks;

/// <summary>Measures how long the largest text of an issue takes, and what memory it needs.</summary>
internal static class RenderingBenchmark
{
    /// <summary>
    /// The runtime compiles what runs often once more, beside the runs; until then nothing is measured but the first run.
    /// </summary>
    private const int Unmeasured = 60;

    private const int Runs = 15;
    private const double SecondsLimit = 0.1;

    /// <summary>Bytes that may be allocated for each byte of the text; the text is kept, the rest is garbage.</summary>
    private const double AllocationLimit = 40;

    /// <summary>
    /// Runs and prints it. The limit is one of processor time, the median of all runs: what else the machine does is not counted.
    /// </summary>
    /// <returns>0 when the limits are kept, otherwise 1.</returns>
    public static async Task<int> RunAsync()
    {
        var issue = await RenderedIssue.PrepareAsync(TemplatesFolder());
        var seconds = new List<double>();
        var processor = new List<double>();
        long allocated = 0;
        var text = "";
        var cold = Stopwatch.StartNew();
        issue.Render();
        cold.Stop();
        for (var run = 1; run < Unmeasured; run++)
        {
            issue.Render();
        }

        for (var run = 0; run < Runs; run++)
        {
            GC.Collect();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var busy = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            text = issue.Render();
            seconds.Add(watch.Elapsed.TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - busy).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var median = processor.Order().ElementAt(Runs / 2);
        var output = (double)text.Length * sizeof(char);
        Console.WriteLine(
            "| characters | first run, seconds | fastest run, seconds | processor, seconds | "
                + "allocated, MB | allocated for each byte of text |"
        );
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {text.Length:N0} | {cold.Elapsed.TotalSeconds:0.000} | {seconds.Min():0.000} | {median:0.000} | "
                    + $"{allocated / 1e6:0.0} | {allocated / output:0.0} |"
            )
        );
        var isKept = median < SecondsLimit && allocated / output < AllocationLimit;
        Console.WriteLine();
        Console.WriteLine(
            isKept
                ? $"Kept: under {SecondsLimit} seconds of processor time."
                : $"Not kept: {SecondsLimit} seconds, or {AllocationLimit} bytes for each byte of text."
        );
        return isKept ? 0 : 1;
    }

    private static string TemplatesFolder([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "templates");
}
