using System.Diagnostics;
using System.Text;

namespace PlatformAudits.Build.Tests;

/// <summary>The built host, started as people start it: a process of its own, with a clean environment.</summary>
internal static class Host
{
    public static string Root { get; } = FindRoot();

    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "PlatformAudits.Build.dll");

    public static Task<Result> RunAsync(params string[] arguments) => RunWithAsync([], arguments);

    public static Task<Result> RunWithAsync(Dictionary<string, string> variables, params string[] arguments) =>
        StartAsync("dotnet", [Dll, .. arguments], variables, Root);

    public static async Task<Result> StartAsync(
        string program,
        IEnumerable<string> arguments,
        Dictionary<string, string> variables,
        string folder
    )
    {
        using var process = Start(program, arguments, variables, folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await error);
    }

    public static Process Start(string program, IEnumerable<string> arguments, Dictionary<string, string> variables, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(n =>
                    n.StartsWith("CI", StringComparison.Ordinal)
                    || n
                        is "GITLAB_CI"
                            or "GL_TOKEN"
                            or "GITLAB_URL"
                            or "CALENDLY_TOKEN"
                            or "CALENDLY_URL"
                            or "AUDITS_CONFIG"
                            or "AUDITS_WAIVERS"
                            or "AUDITS_TEMPLATES"
                            or "NO_COLOR"
                )
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        start.Environment["TERM"] = "xterm-256color";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
    }

    public static Process StartServing(params string[] arguments) => Start("dotnet", [Dll, .. arguments], [], Root);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PlatformAudits.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie below a checkout.");
        }

        return folder.FullName;
    }

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        public string All => Output + Error;
    }
}
