namespace PlatformAudits.Collecting;

/// <summary>Reads independent lists at the same time.</summary>
internal static class ConcurrentReads
{
    /// <summary>
    /// Waits until every reading has come to its own end. Of several failures the first in the order given counts, not the first to
    /// happen, so that a replay tells the same one.
    /// </summary>
    public static async Task CompleteAsync(params Task[] readings)
    {
        await Task.WhenAll(readings).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var reading in readings)
        {
            await reading;
        }
    }
}
