namespace PlatformAudits.Checking;

/// <summary>What has changed since an earlier period's report.</summary>
/// <param name="New">How many that are open now were neither open nor waived then.</param>
/// <param name="Gone">How many that were open then are neither open nor waived now.</param>
public sealed record SinceLastPeriod(FiscalPeriod Period, int Findings, int Waived, int New, int Gone);
