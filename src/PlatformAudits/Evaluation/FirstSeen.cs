using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Evaluation;

/// <summary>Since when findings are there, as far as the runs before know it. A finding that was gone in between begins anew.</summary>
/// <param name="period">The audited period.</param>
/// <param name="asOf">When the run began to read.</param>
internal sealed class FirstSeen(EarlierMemories earlier, FiscalPeriod period, DateTimeOffset asOf)
{
    private readonly string _today = asOf.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// The day, UTC, on which a run first saw a finding that is there now; the period, such as <c>FY27-Q1</c>, from which on nobody knows
    /// the day.
    /// </summary>
    public string Of(FindingKey key) => Of(key.Digits);

    /// <inheritdoc cref="Of(FindingKey)"/>
    /// <param name="digits">The digits of the finding's key.</param>
    public string Of(string digits) =>
        (earlier.OfPeriod?.Find(digits), earlier.OfPeriod is null ? earlier.Previous?.Find(digits) : null) switch
        {
            ({ State: not RememberedState.Gone } known, _) => known.Since ?? earlier.OfPeriod!.Period.ToString(),
            (_, { State: not RememberedState.Gone } known) => known.Since ?? earlier.Previous!.Period.ToString(),
            _ => earlier.Last is null ? period.ToString() : _today,
        };
}
