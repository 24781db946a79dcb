using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PlatformAudits.Benchmarks;

/// <summary>
/// A sandbox in a process of its own, so that its memory is not the audit's, and audits of it in further ones, as people run them.
/// </summary>
internal sealed partial class ServedSandbox : IDisposable
{
    private static readonly string Host = Path.Combine(AppContext.BaseDirectory, "PlatformAudits.Build.dll");

    private readonly Process _process;
    private readonly string _output;

    private ServedSandbox(Process process, Dictionary<string, string> variables, string output)
    {
        _process = process;
        Variables = variables;
        _output = output;
    }

    /// <summary>The variables that point a program at the sandbox.</summary>
    public Dictionary<string, string> Variables { get; }

    public static async Task<ServedSandbox> StartAsync(int size, params string[] arguments)
    {
        var output = Directory.CreateTempSubdirectory("platform-audits-benchmark-").FullName;
        var process = Start([], ["--target=Sandbox", $"--sandbox-size={size}", $"--output={output}", .. arguments]);
        var variables = new Dictionary<string, string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("What was planted", StringComparison.Ordinal))
        {
            if (Export().Match(line) is { Success: true } export)
            {
                variables[export.Groups["name"].Value] = export.Groups["value"].Value;
            }
        }

        if (variables.Count == 0)
        {
            throw new InvalidOperationException($"The sandbox did not start: {await process.StandardError.ReadToEndAsync()}");
        }

        await LiftLimitsAsync(variables["AUDITS_CONFIG"]);
        return new ServedSandbox(process, variables, output);
    }

    public async Task<Measurement> AuditAsync()
    {
        var watch = Stopwatch.StartNew();
        using var audit = Start(Variables, "--target=Calendly", "--preview", $"--output={_output}");
        var output = audit.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!audit.HasExited)
        {
            audit.Refresh();
            peak = Math.Max(peak, PeakOf(audit));
            await Task.Delay(10);
        }

        watch.Stop();
        return audit.ExitCode == 0
            ? new Measurement(
                long.Parse(
                    AccountRows().Match(await output).Groups["rows"].Value.Replace(",", "", StringComparison.Ordinal),
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                watch.Elapsed.TotalSeconds,
                peak
            )
            : throw new InvalidOperationException($"The audit ended with {audit.ExitCode}: {await output}");
    }

    /// <summary>Runs the target All and says how long the process took.</summary>
    public async Task<TimeSpan> RunAllAsync()
    {
        var watch = Stopwatch.StartNew();
        using var all = Start(Variables, "--target=All", $"--output={_output}");
        var (output, error) = (all.StandardOutput.ReadToEndAsync(), all.StandardError.ReadToEndAsync());
        await all.WaitForExitAsync();
        return all.ExitCode == 0
            ? watch.Elapsed
            : throw new InvalidOperationException($"The target All ended with {all.ExitCode}: {await output}{await error}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_output, recursive: true);
    }

    /// <summary>
    /// Writes into the settings that the vendors allow any number of requests: otherwise the large runs would measure the waits for
    /// Calendly's 500 a minute.
    /// </summary>
    private static async Task LiftLimitsAsync(string settings)
    {
        const string Limit = "requests_per_minute: 1000000";
        var text = await File.ReadAllTextAsync(settings);
        await File.WriteAllTextAsync(
            settings,
            $"gitlab:\n  {Limit}\n" + text.Replace("\n  calendly:\n", $"\n  calendly:\n    {Limit}\n", StringComparison.Ordinal)
        );
    }

    /// <summary>The kernel's own high-water mark, which only grows, so the last look before the end is the peak.</summary>
    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private static Process Start(Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // As build.sh starts it.
        start.Environment["DOTNET_GCgen0size"] = "0x200000";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
    }

    [GeneratedRegex("^export (?<name>[A-Z_]+)=(?<value>.*)$")]
    private static partial Regex Export();

    [GeneratedRegex("organization memberships: (?<rows>[0-9,]+) rows? on [0-9,]+ pages?, read to the end")]
    private static partial Regex AccountRows();
}
