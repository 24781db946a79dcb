using Cake.Common.Diagnostics;
using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Serves the built-in vendors until it is stopped.</summary>
[TaskName("Sandbox")]
[TaskDescription("Serves the built-in vendors until stopped, and prints the variables that point the audits at them.")]
public sealed class Sandbox : AsyncFrostingTask<AuditContext>
{
    public override async Task RunAsync(AuditContext context)
    {
        using var stop = new StopSignal();
        await using var sandbox = await SandboxFiles.StartAsync(context);
        context.Information($"The sandbox's vendors listen on {sandbox.BaseAddress} until Ctrl-C. In another terminal:");
        context.Information("");
        foreach (var (name, value) in sandbox.Environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            context.Information($"export {name}={value}");
        }

        context.Information($"export AUDITS_CONFIG={Path.Combine(context.SandboxFolder, "audits.yaml")}");
        context.Information("");
        context.Information($"The issues, to look at: {sandbox.IssuesPage}");
        context.Information(
            $"What was planted: {Path.Combine(context.SandboxFolder, "planted.json")}. What was asked: "
                + $"{sandbox.BaseAddress}sandbox/requests"
        );
        await stop.WaitAsync();
        context.Information("Stopped.");
    }
}
