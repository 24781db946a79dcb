using PlatformAudits.Collecting.Commands;

namespace PlatformAudits.Tests;

/// <summary>Lets a clock stand while a command runs.</summary>
internal sealed class StandingCommands(SteeredClock clock, CommandTransport commands) : CommandTransport
{
    public override RunningCommand Start(IReadOnlyList<string> arguments) => new Running(commands.Start(arguments), clock.Stand());

    private sealed class Running(RunningCommand command, IDisposable standing) : RunningCommand
    {
        public override Stream Output => command.Output;

        public override Task<(int ExitCode, string Error)> EndAsync(CancellationToken cancellationToken) =>
            command.EndAsync(cancellationToken);

        public override void Stop() => command.Stop();

        public override async ValueTask DisposeAsync()
        {
            await command.DisposeAsync();
            standing.Dispose();
        }
    }
}
