using System.Diagnostics;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>Runs the SDK that runs this program.</summary>
internal static class DotNet
{
    /// <summary>Runs a command in the checkout's folder, its output going where this program's goes.</summary>
    /// <exception cref="AuditException">It returned another exit code than 0.</exception>
    public static void Run(AuditContext context, params string[] arguments) => Run(context, [], arguments);

    /// <summary>Runs a command in the checkout's folder, its output going where this program's goes.</summary>
    /// <exception cref="AuditException">It returned another exit code than 0.</exception>
    public static void Run(AuditContext context, IEnumerable<KeyValuePair<string, string>> variables, string[] arguments)
    {
        var start = new ProcessStartInfo(context.Variable("DOTNET_HOST_PATH") ?? Environment.ProcessPath ?? "dotnet", arguments)
        {
            WorkingDirectory = context.Root,
        };

        // It is for this program's own memory (build.sh), and would slow the compiler and the tests down.
        start.Environment.Remove("DOTNET_GCgen0size");

        // Compilers and most test hosts are short-lived: profiling their code costs more than it brings.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process =
            Process.Start(start)
            ?? throw new AuditException(
                $"Running dotnet {arguments[0]}: it could not be started.",
                FailureKind.ConfigurationOrInfrastructure
            );
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new AuditException(
                $"Running dotnet {string.Join(' ', arguments)}: it ended with exit code {process.ExitCode}; see its output above.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }
}
