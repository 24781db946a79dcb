using PlatformAudits.Sandbox;

namespace PlatformAudits.Build;

/// <summary>Starts a sandbox and leaves its settings and what it planted in the output folder.</summary>
internal static class SandboxFiles
{
    /// <summary>Starts it.</summary>
    /// <param name="context">What was asked for.</param>
    public static async Task<SandboxServer> StartAsync(AuditContext context)
    {
        var sandbox = await SandboxServer.StartAsync(context.SandboxOptions, CancellationToken.None).ConfigureAwait(false);
        Directory.CreateDirectory(context.SandboxFolder);
        await File.WriteAllTextAsync(Path.Combine(context.SandboxFolder, "audits.yaml"), sandbox.SettingsYaml).ConfigureAwait(false);
        await sandbox.WritePlantedAsync(Path.Combine(context.SandboxFolder, "planted.json")).ConfigureAwait(false);
        return sandbox;
    }
}
