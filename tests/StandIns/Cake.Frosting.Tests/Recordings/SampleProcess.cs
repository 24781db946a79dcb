using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cake.Frosting.Tests.Recordings;

/// <summary>Runs a sample as a process of its own, in an environment that holds only what is given.</summary>
public sealed class SampleProcess(Sample sample)
{
    private const string MergeStreams = "exec \"$@\" 2>&1";

    // The runtime lies three folders below the program that starts it.
    private static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")
    );
    private static readonly DirectoryInfo TestDirectory = new(AppContext.BaseDirectory);

    private readonly List<(string Name, string Value)> _environment = [];
    private bool _mergesStreams;

    /// <summary>The directory that the sample was built to. Samples and tests are built side by side, in the same configuration.</summary>
    public string Directory { get; } =
        Path.Combine(TestDirectory.Parent!.Parent!.FullName, $"Cake.Frosting.Sample.{sample}", TestDirectory.Name);

    /// <summary>Where the process starts; the sample's own directory unless set.</summary>
    public string WorkingDirectory { get; init; } = "";

    public SampleProcess With(string name, string value)
    {
        _environment.Add((name, value));
        return this;
    }

    /// <summary>Prints errors to standard output, in the order of printing.</summary>
    public SampleProcess WithMergedStreams()
    {
        _mergesStreams = true;
        return this;
    }

    public async Task<Transcript> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Transcript(Lines(await output), Lines(await errors), process.ExitCode);
    }

    private ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        string[] command = [Dotnet, Path.Combine(Directory, "build.dll"), .. arguments];
        string[] words = _mergesStreams ? ["/bin/sh", "-c", MergeStreams, "sh", .. command] : command;
        var info = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkingDirectory.Length > 0 ? WorkingDirectory : Directory,
        };
        info.Environment.Clear();
        foreach (var (name, value) in _environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
}
