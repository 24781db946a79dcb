using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Build;

/// <summary>Starts a sandbox and leaves its settings and what it planted in the output folder.</summary>
internal static class SandboxFiles
{
    /// <summary>Starts it.</summary>
    public static async Task<SandboxServer> StartAsync(AuditContext context)
    {
        SandboxServer sandbox;
        try
        {
            sandbox = await SandboxServer.StartAsync(context.SandboxOptions, CancellationToken.None);
        }
        catch (Exception error) when (error is ArgumentException or IOException)
        {
            throw new AuditException($"Starting the sandbox: {error.Message}", FailureKind.ConfigurationOrInfrastructure, error);
        }

        try
        {
            Directory.CreateDirectory(context.SandboxFolder);
            AtomicFile.Write(Path.Combine(context.SandboxFolder, "audits.yaml"), sandbox.SettingsYaml);
            await sandbox.WritePlantedAsync(Path.Combine(context.SandboxFolder, "planted.json"));
            return sandbox;
        }
        catch (Exception error) when (error is AuditException or IOException or UnauthorizedAccessException)
        {
            await sandbox.DisposeAsync();
            throw error as AuditException ?? AtomicFile.Failure($"Writing the sandbox's files to {context.SandboxFolder}", error);
        }
    }
}
