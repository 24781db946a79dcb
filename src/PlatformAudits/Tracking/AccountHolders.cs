using System.Collections.Concurrent;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>
/// Whom GitLab knows by an e-mail address, for accounts of vendors that are nobody's in the team file. Audits that run at the same time
/// share it, so that each address is asked for once a run. Safe to use from several threads.
/// </summary>
public sealed class AccountHolders
{
    private readonly ConcurrentDictionary<string, Lazy<Task<TrackerAccount?>>> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers of accounts at GitLab, by address in any letter case; an address without exactly one is left out.</summary>
    /// <param name="ask">Asks GitLab for the account of an address.</param>
    /// <returns>Null when GitLab refused one, or could not be reached: nobody knows then, and no more is asked.</returns>
    internal async Task<IReadOnlyDictionary<string, long>?> FindAsync(
        IEnumerable<string> addresses,
        Func<string, Task<TrackerAccount?>> ask
    )
    {
        var found = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var address in addresses)
            {
                if (await _asked.GetOrAdd(address, key => new Lazy<Task<TrackerAccount?>>(() => ask(key))).Value is { } account)
                {
                    found[address] = account.Id;
                }
            }
        }
        catch (AuditException)
        {
            return null;
        }

        return found;
    }
}
