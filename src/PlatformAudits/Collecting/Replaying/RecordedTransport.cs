using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Replaying;

/// <summary>
/// Answers commands from a snapshot, without a process: each gets the answers that it got then, in their order. A command that was not run
/// then is an error.
/// </summary>
internal sealed class RecordedTransport : CommandTransport
{
    private readonly string _folder;
    private readonly Dictionary<string, Queue<Exchange>> _exchanges;

    /// <param name="folder">The snapshot's folder, which was held against its manifest.</param>
    public RecordedTransport(string folder, Manifest manifest, string system)
    {
        _folder = folder;
        _exchanges = manifest
            .Exchanges.Where(e => e.System == system && e.Method == CommandRunner.Method)
            .GroupBy(e => e.Path)
            .ToDictionary(g => g.Key, g => new Queue<Exchange>(g.OrderBy(e => e.At)), StringComparer.Ordinal);
    }

    public override RunningCommand Start(IReadOnlyList<string> arguments)
    {
        var path = CommandRunner.PathOf(arguments);
        Exchange? exchange;
        lock (_exchanges)
        {
            if (!_exchanges.TryGetValue(path, out var queue) || !queue.TryDequeue(out exchange))
            {
                throw new AuditException(
                    $"Replaying {_folder}: the recorded run did not run {path}, so there is no answer to it. Replay with the "
                        + "version that recorded it, and with its own settings."
                );
            }
        }

        return exchange is { File: { } file, Status: not CommandRunner.NotEnded }
            ? new RecordedCommand(RegularFile.OpenRead(Path.Combine(_folder, file)), exchange)
            : throw new AuditException(exchange.Problem ?? $"Replaying {_folder}: the recorded run was stopped while {path} was running.");
    }

    private sealed class RecordedCommand(Stream output, Exchange exchange) : RunningCommand
    {
        public override Stream Output => output;

        public override Task<(int ExitCode, string Error)> EndAsync(CancellationToken cancellationToken) =>
            Task.FromResult((exchange.Status, exchange.Headers.GetValueOrDefault(CommandRunner.ErrorHeader, "")));

        public override void Stop() { }

        public override ValueTask DisposeAsync() => output.DisposeAsync();
    }
}
