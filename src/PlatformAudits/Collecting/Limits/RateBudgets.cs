using System.Collections.Concurrent;
using PlatformAudits.Collecting.Credentials;

namespace PlatformAudits.Collecting.Limits;

/// <summary>
/// The budgets of a run, one a system and credential: audits that ask the same system with the same credential share one.
/// </summary>
public sealed class RateBudgets
{
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, RateBudget> _budgets = new(StringComparer.Ordinal);

    /// <summary>Budgets that nothing has been taken from.</summary>
    public RateBudgets(TimeProvider clock) => _clock = clock;

    /// <summary>The budget of a credential at a system; the first to ask says what the limits are.</summary>
    /// <param name="address">The system's address, or the program that it is read with.</param>
    public RateBudget Of(RateLimits limits, string address, Credential credential) =>
        _budgets.GetOrAdd(
            $"{address.TrimEnd('/')} {(limits.IsAccountWide ? "" : credential.Fingerprint)}",
            _ => new RateBudget(limits, _clock)
        );
}
