using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Commands;

/// <summary>What carries commands out: processes, or a recording of them.</summary>
public abstract class CommandTransport
{
    /// <summary>Starts a command.</summary>
    /// <exception cref="AuditException">It can't be started.</exception>
    public abstract RunningCommand Start(IReadOnlyList<string> arguments);
}

/// <summary>A command that was started. Disposing of it ends it, if it has not ended by itself.</summary>
public abstract class RunningCommand : IAsyncDisposable
{
    /// <summary>What it writes to standard output, as it comes.</summary>
    public abstract Stream Output { get; }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, and what it wrote to standard error, of which the beginning is kept.</returns>
    public abstract Task<(int ExitCode, string Error)> EndAsync(CancellationToken cancellationToken);

    /// <summary>Ends it at once, with all that it has started, so that its output ends as well.</summary>
    public abstract void Stop();

    public abstract ValueTask DisposeAsync();
}
