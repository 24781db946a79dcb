using System.Runtime.InteropServices;

namespace PlatformAudits.Build;

/// <summary>Ctrl-C and SIGTERM as a token, so that a run can end in order. A second signal ends the process at once.</summary>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens from now on.</summary>
    public StopSignal() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => _stopped.Token;

    /// <summary>Waits for the first signal.</summary>
    public async Task WaitAsync()
    {
        try
        {
            await Task.Delay(Timeout.Infinite, Token);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stopped.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = !_stopped.IsCancellationRequested;
        if (!signal.Cancel)
        {
            ConsoleStyle.RestoreCursor();
        }

        _stopped.Cancel();
    }
}
