namespace PlatformAudits;

/// <summary>
/// Where a run says what it is doing as it happens. The library writes whole sentences without secrets or personal data;
/// the host decides how they look.
/// </summary>
public abstract class RunLog
{
    /// <summary>A log that keeps silent.</summary>
    public static RunLog Silent { get; } = new SilentLog();

    /// <summary>Something is being done or was done.</summary>
    /// <param name="sentence">One sentence.</param>
    public abstract void Step(string sentence);

    /// <summary>Something is odd, but the run goes on.</summary>
    /// <param name="sentence">One sentence.</param>
    public abstract void Warning(string sentence);

    private sealed class SilentLog : RunLog
    {
        public override void Step(string sentence)
        {
        }

        public override void Warning(string sentence)
        {
        }
    }
}
