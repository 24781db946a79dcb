namespace PlatformAudits.Tracking;

/// <summary>
/// What a run knows of the account that its token acts as, and what it has said of issues that are not the program's. Audits that run at
/// the same time share it, so that both are asked and said once a run. Safe to use from several threads.
/// </summary>
public sealed class OwnAccount
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private Task<TrackerAccount>? _account;

    /// <summary>The account; one failure is not kept for those who ask later.</summary>
    internal Task<TrackerAccount> GetAsync(Func<Task<TrackerAccount>> ask)
    {
        lock (_lock)
        {
            return _account is { IsFaulted: false, IsCanceled: false } known ? known : _account = ask();
        }
    }

    /// <summary>Whether a sentence was not said before.</summary>
    internal bool IsNews(string sentence)
    {
        lock (_lock)
        {
            return _said.Add(sentence);
        }
    }
}
