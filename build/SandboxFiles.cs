using PlatformAudits.Sandbox;

namespace PlatformAudits.Build;

/// <summary>Starts a sandbox and leaves its settings and what it planted in the output folder.</summary>
internal static class SandboxFiles
{
    /// <summary>Starts it.</summary>
    /// <param name="context">What was asked for.</param>
    public static async Task<SandboxServer> StartAsync(AuditContext context)
    {
        SandboxServer sandbox;
        try
        {
            sandbox = await SandboxServer.StartAsync(context.SandboxOptions, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ArgumentException or IOException)
        {
            throw new AuditException($"Starting the sandbox: {error.Message}", FailureKind.Misuse, error);
        }

        try
        {
            Directory.CreateDirectory(context.SandboxFolder);
            WholeFile.Write(Path.Combine(context.SandboxFolder, "audits.yaml"), sandbox.SettingsYaml);
            await sandbox.WritePlantedAsync(Path.Combine(context.SandboxFolder, "planted.json")).ConfigureAwait(false);
            return sandbox;
        }
        catch (Exception error) when (error is AuditException or IOException or UnauthorizedAccessException)
        {
            await sandbox.DisposeAsync().ConfigureAwait(false);
            throw error as AuditException ?? WholeFile.Failure($"Writing the sandbox's files to {context.SandboxFolder}", error);
        }
    }
}
