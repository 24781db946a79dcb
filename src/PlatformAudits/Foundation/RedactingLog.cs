namespace PlatformAudits.Foundation;

/// <summary>The last gate before a log: what is said has the secrets of the run redacted.</summary>
internal sealed class RedactingLog(RunLog log) : RunLog
{
    public override void Step(string sentence) => log.Step(Secrets.Current.RedactedIn(sentence));

    public override void Warning(string sentence) => log.Warning(Secrets.Current.RedactedIn(sentence));

    public override IDisposable? Section(string name, string title) => log.Section(name, title);

    public override IDisposable? Wait(string what) => log.Wait(Secrets.Current.RedactedIn(what));
}
