namespace PlatformAudits.Benchmarks;

/// <summary>What one audit took.</summary>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="PeakBytes">The most memory that the process had resident.</param>
internal sealed record Measurement(long Accounts, double Seconds, long PeakBytes)
{
    /// <summary>Time for each account.</summary>
    public double MicrosecondsAnAccount => Seconds * 1e6 / Accounts;
}
