using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Build.Tests;

/// <summary>A sandbox in a process of its own, as <c>--target=Sandbox</c> serves it.</summary>
internal sealed class ServedSandbox : IDisposable
{
    private readonly Process _process;

    private ServedSandbox(Process process) => _process = process;

    /// <summary>The variables that point the audits at it.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public static async Task<ServedSandbox> StartAsync(params string[] arguments)
    {
        var sandbox = new ServedSandbox(Host.StartServing(["--target=Sandbox", .. arguments]));
        while (
            await sandbox._process.StandardOutput.ReadLineAsync() is { } line
            && !line.StartsWith("What was planted", StringComparison.Ordinal)
        )
        {
            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                var end = line.IndexOf('=', StringComparison.Ordinal);
                sandbox.Variables[line[7..end]] = line[(end + 1)..];
            }
        }

        return sandbox;
    }

    /// <summary>Every request so far.</summary>
    public async Task<JArray> RequestsAsync()
    {
        using var http = new HttpClient();
        return JArray.Parse(await http.GetStringAsync(new Uri(new Uri(Variables["GITLAB_URL"]), "/sandbox/requests")));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
