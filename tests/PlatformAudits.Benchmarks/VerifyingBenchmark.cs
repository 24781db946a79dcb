using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PlatformAudits.Collecting.Recording;

namespace PlatformAudits.Benchmarks;

/// <summary>Measures how long it takes to hold a large snapshot against its manifest, beside OpenSSL hashing the same files.</summary>
internal static class VerifyingBenchmark
{
    private const int Pages = 5420;
    private const int PageBytes = 100_000;
    private const int Runs = 5;

    /// <summary>How many times as long as OpenSSL it may take.</summary>
    private const double Limit = 1.5;

    /// <summary>Runs and prints it; the files are in the system's memory by then.</summary>
    /// <returns>0 when the limit is kept, otherwise 1.</returns>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("platform-audits-benchmark-");
        try
        {
            var snapshot = Path.Combine(folder.FullName, Snapshot.FolderName);
            var manifest = Record(snapshot);
            string[] files = [.. manifest.Files.Distinct().Select(f => f.File)];
            var bytes = manifest.Files.Distinct().Sum(f => f.Bytes);
            var (ours, openssl, sums) = (new List<double>(), new List<double>(), new List<double>());
            for (var run = 0; run <= Runs; run++)
            {
                var watch = Stopwatch.StartNew();
                var found = SnapshotReader.Check(snapshot).Differences;
                ours.Add(watch.Elapsed.TotalSeconds);
                if (found.Count > 0)
                {
                    throw new InvalidOperationException(found[0]);
                }

                openssl.Add(await SecondsOfAsync(snapshot, "openssl", ["dgst", "-sha256", "-r", .. files]));
                sums.Add(await SecondsOfAsync(snapshot, "sha256sum", ["--check", "--quiet", Snapshot.SumsName]));
            }

            var (own, other) = (Median(ours), Median(openssl));
            Console.WriteLine("| files | bytes | Verify, seconds | openssl dgst, seconds | sha256sum -c, seconds | Verify to openssl |");
            Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {files.Length:N0} | {bytes:N0} | {own:0.00} | {other:0.00} | {Median(sums):0.00} | {own / other:0.00} |"
                )
            );
            Console.WriteLine();
            var isKept = own <= Limit * other;
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{(isKept ? "Kept" : "Not kept")}: at most {Limit} times as long as openssl.")
            );
            return isKept ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Manifest Record(string folder)
    {
        var snapshot = Snapshot.Begin(folder, "calendly", "FY27-Q1", TimeProvider.System);
        var random = new Random(1);
        var body = new byte[PageBytes];
        for (var page = 0; page < Pages; page++)
        {
            random.NextBytes(body);
            var file = snapshot.NextFile("memberships", "json");
            File.WriteAllBytes(snapshot.PathOf(file), body);
            var hash = Convert.ToHexStringLower(SHA256.HashData(body));
            snapshot.Add(
                new Exchange
                {
                    File = file,
                    System = "Calendly",
                    List = "memberships",
                    Method = "GET",
                    Path = "/organization_memberships",
                    At = snapshot.Now,
                    Headers = new Dictionary<string, string>(),
                    Bytes = PageBytes,
                    BytesReceived = PageBytes,
                    Sha256 = hash,
                    Sha256Received = hash,
                    Rows = 100,
                }
            );
        }

        return snapshot.Complete();
    }

    private static async Task<double> SecondsOfAsync(string folder, string program, IEnumerable<string> arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true }
        )!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{program} failed.");
    }

    /// <summary>The median of all runs but the first.</summary>
    private static double Median(List<double> runs) => runs.Skip(1).Order().ElementAt(Runs / 2);
}
