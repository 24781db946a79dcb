namespace PlatformAudits.Checking;

/// <summary>What has become of the findings of a period since its last reading, and since it began.</summary>
/// <param name="LastRead">When the platform was last read in the period, UTC; null where that is not known.</param>
/// <param name="New">How many that are open now were neither open nor waived then.</param>
/// <param name="Settled">How many that were open then are neither open nor waived now.</param>
/// <param name="SettledByCheck">How many of each check were open or waived earlier in the period and are neither now, by the check's id.
/// </param>
public sealed record Progress(DateTimeOffset? LastRead, int New, int Settled, IReadOnlyDictionary<string, int> SettledByCheck);
