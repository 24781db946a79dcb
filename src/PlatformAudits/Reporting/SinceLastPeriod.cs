using PlatformAudits.Checking;
using PlatformAudits.Tracking;

namespace PlatformAudits.Reporting;

/// <summary>What has changed since an earlier period's report.</summary>
/// <param name="New">How many that are open now were neither open nor waived then.</param>
/// <param name="Gone">How many that were open then are neither open nor waived now.</param>
public sealed record SinceLastPeriod(FiscalPeriod Period, int Findings, int Waived, int New, int Gone)
{
    /// <summary>Lays findings beside those of an earlier report.</summary>
    public static SinceLastPeriod Of(PreviousReport previous, IReadOnlyList<Finding> open, IReadOnlyList<WaivedFinding> waived) =>
        new(
            previous.Period,
            previous.Findings,
            previous.Waived,
            open.Count(f => !previous.Knew(f.Key)),
            previous.GoneFrom(open.Select(f => f.Key).Concat(waived.Select(w => w.Finding.Key)))
        );
}
