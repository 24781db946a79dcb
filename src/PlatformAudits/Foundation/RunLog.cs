namespace PlatformAudits.Foundation;

/// <summary>
/// Where a run says what it is doing as it happens. The library writes whole sentences without secrets or personal data;
/// the host decides how they look.
/// </summary>
public abstract class RunLog
{
    /// <summary>A log that keeps silent.</summary>
    public static RunLog Silent { get; } = new SilentLog();

    /// <summary>Something is being done or was done.</summary>
    public abstract void Step(string sentence);

    /// <summary>Something is odd, but the run goes on.</summary>
    public abstract void Warning(string sentence);

    /// <summary>Begins a part of the run that a reader may fold away; it ends when the result is disposed of.</summary>
    /// <param name="name">Its name: letters, digits and hyphens, once a run.</param>
    public virtual IDisposable? Section(string name, string title) => null;

    /// <summary>Begins something that a person may wait for; it ends when the result is disposed of. Steps tell of it as well.</summary>
    /// <param name="what">What it is, in a few words, such as <c>users</c>.</param>
    public virtual IDisposable? Wait(string what) => null;

    private sealed class SilentLog : RunLog
    {
        public override void Step(string sentence) { }

        public override void Warning(string sentence) { }
    }
}
