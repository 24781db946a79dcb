using System.Runtime.ExceptionServices;

namespace PlatformAudits.Collecting;

/// <summary>Reads independent lists at the same time.</summary>
public static class SideBySide
{
    /// <summary>Runs readings at the same time; the first that fails stops the others, and its failure is the one that counts.</summary>
    /// <param name="cancellationToken">Stops all of them.</param>
    /// <param name="readings">The readings.</param>
    public static async Task RunAsync(CancellationToken cancellationToken, params Func<CancellationToken, Task>[] readings)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        await Task.WhenAll(readings.Select(async reading =>
        {
            try
            {
                await reading(stop.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref first, failure, null);
                await stop.CancelAsync().ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
