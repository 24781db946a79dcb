using System.Diagnostics;
using System.Globalization;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Benchmarks;

/// <summary>
/// How long all platforms side by side take, beside the longest chain of requests that any one of them has to wait for one after the
/// other. A round is measured in a process that has done some before, so that compiling the program is not counted, and once more as
/// people start it.
/// </summary>
internal static class RoundBenchmark
{
    private const int People = 150;
    private const int Latency = 50;

    /// <summary>Rounds before anything is measured: the runtime compiles what runs often once more, beside it.</summary>
    private const int Unmeasured = 15;

    private const int Runs = 5;
    private const double Limit = 1.3;

    public static async Task<int> RunAsync()
    {
        using var sandbox = await ServedSandbox.StartAsync(People, $"--sandbox-latency={Latency}");
        var folder = Directory.CreateTempSubdirectory("platform-audits-round-").FullName;
        try
        {
            return await MeasureAsync(sandbox, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(ServedSandbox sandbox, string folder)
    {
        var platforms = Configuration.Read(sandbox.Variables["AUDITS_CONFIG"]).Platforms.Select(p => p.Id).ToList();
        for (var round = 0; round < Unmeasured; round++)
        {
            await RoundAsync(sandbox, platforms, folder);
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{People} people, {Latency} ms for a response; the median of {Runs} runs")
        );
        Console.WriteLine();
        Console.WriteLine("| platform alone | requests | one after the other | their time, ms | whole audit, ms | processor time, ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        var longest = TimeSpan.Zero;
        foreach (var platform in platforms)
        {
            var runs = new List<Round>();
            for (var run = 0; run < Runs; run++)
            {
                runs.Add(await RoundAsync(sandbox, [platform], folder));
                AddCommands(runs[^1].Trace, Path.Combine(folder, platform, "snapshot"));
            }

            var chain = runs.Select(r => r.Trace.LongestChain()).OrderBy(c => c.Time).ElementAt(Runs / 2);
            longest = chain.Time > longest ? chain.Time : longest;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {platform} | {runs[0].Trace.Requests} | {chain.Requests} | {chain.Time.TotalMilliseconds:0} | "
                        + $"{Median(runs.Select(r => r.Whole)).TotalMilliseconds:0} | "
                        + $"{Median(runs.Select(r => r.Processor)).TotalMilliseconds:0} |"
                )
            );
        }

        var all = new List<Round>();
        var started = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            all.Add(await RoundAsync(sandbox, platforms, folder));
            started.Add(await sandbox.RunAllAsync());
        }

        var whole = Median(all.Select(r => r.Whole));
        var ratio = whole / longest;
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The longest chain of requests: {longest.TotalMilliseconds:0} ms. All platforms side by side: "
                    + $"{whole.TotalMilliseconds:0} ms, {ratio:0.00} times as long (processor time: "
                    + $"{Median(all.Select(r => r.Processor)).TotalMilliseconds:0} ms)."
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The target All as people start it, with the start of the runtime and the compiling of the program: "
                    + $"{Median(started).TotalMilliseconds:0} ms."
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(ratio <= Limit ? "Kept" : "Not kept")}: at most {Limit} times the longest chain."
            )
        );
        return ratio <= Limit ? 0 : 1;
    }

    /// <summary>
    /// Commands are no requests, but are waited for as well: from the first one's start to the end of the reading they count as one.
    /// </summary>
    private static void AddCommands(RequestTrace trace, string snapshot)
    {
        var manifest = SnapshotReader.Read(snapshot);
        if (manifest.Exchanges.Where(e => e.Method == CommandRunner.Method).Select(e => e.At).Order().ToList() is [var first, ..])
        {
            trace.Add(first, manifest.Ended);
        }
    }

    private static async Task<Round> RoundAsync(ServedSandbox sandbox, List<string> platforms, string folder)
    {
        using var transport = ApiClient.NewTransport();
        using var trace = new RequestTrace(transport);
        var services = new RunServices(name => sandbox.Variables.GetValueOrDefault(name), trace, TimeProvider.System, RunLog.Silent);
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var results = await AuditBatch.RunAsync(
            platforms,
            platform =>
                new Audit(services).RunAsync(
                    new AuditRequest
                    {
                        Platform = platform,
                        SettingsPath = sandbox.Variables["AUDITS_CONFIG"],
                        WaiversPath = Path.Combine(folder, "waivers.yaml"),
                        TemplatesFolder = Path.Combine(Checkout(), "templates"),
                        OutputFolder = Path.Combine(folder, platform),
                    },
                    CancellationToken.None
                ),
            _ => { },
            TimeProvider.System
        );
        watch.Stop();
        return results.FirstOrDefault(r => r.Kind is not null) is { } failed
            ? throw new InvalidOperationException($"{failed.Platform}: {failed.Reason}", failed.Failure)
            : new Round(watch.Elapsed, Environment.CpuUsage.TotalTime - processor, trace);
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(Runs / 2);

    private static string Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PlatformAudits.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmark does not lie below a checkout.");
        }

        return folder;
    }

    /// <summary>What a round took.</summary>
    /// <param name="Whole">From its beginning to the end of its last audit.</param>
    private sealed record Round(TimeSpan Whole, TimeSpan Processor, RequestTrace Trace);
}
