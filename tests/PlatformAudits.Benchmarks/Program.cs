using System.Globalization;
using System.Runtime.InteropServices;
using PlatformAudits.Benchmarks;

if (args is ["all"])
{
    return await RoundBenchmark.RunAsync();
}

if (args is ["rendering"])
{
    return await RenderingBenchmark.RunAsync();
}

if (args is ["verifying"])
{
    return await VerifyingBenchmark.RunAsync();
}

int[] sizes = args.Length == 0 ? [1_000, 10_000, 100_000] : [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
const int Runs = 3;
const int MemoryLimit = 250;

Console.WriteLine(
    $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} "
        + $"GiB, .NET {Environment.Version}; the median of {Runs} runs"
);
Console.WriteLine();
Console.WriteLine("| people in the team | accounts | seconds | microseconds an account | peak memory, MB |");
Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
var measured = new List<Measurement>();
foreach (var size in sizes)
{
    using var sandbox = await ServedSandbox.StartAsync(size);
    var runs = new List<Measurement>();
    for (var run = 0; run < Runs; run++)
    {
        runs.Add(await sandbox.AuditAsync());
    }

    var median = new Measurement(runs[0].Accounts, runs.Select(r => r.Seconds).Order().ElementAt(Runs / 2), runs.Max(r => r.PeakBytes));
    measured.Add(median);
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {size:N0} | {median.Accounts:N0} | {median.Seconds:0.0} | {median.MicrosecondsAnAccount:0} | {median.PeakBytes / 1e6:0} |"
        )
    );
}

Console.WriteLine();
var isSlower = measured.Count > 1 && measured[^1].MicrosecondsAnAccount > measured[^2].MicrosecondsAnAccount;
var isHeavier = measured[^1].PeakBytes > MemoryLimit * 1e6;
Console.WriteLine(
    isSlower || isHeavier
        ? $"Not kept:{(isHeavier ? $" more than {MemoryLimit} MB" : "")}"
            + $"{(isSlower ? " an account takes longer in the largest run than in the one before" : "")}."
        : $"Kept: at most {MemoryLimit} MB, and an account takes no longer in the largest run than in the one before."
);
return isSlower || isHeavier ? 1 : 0;
