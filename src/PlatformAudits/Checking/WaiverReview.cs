namespace PlatformAudits.Checking;

/// <summary>Lays one platform's waivers beside what its checks say, and then tells which of them somebody should look at.</summary>
internal sealed class WaiverReview
{
    private static readonly int[] WarningDays = [1, 7, 14];

    private readonly Dictionary<FindingKey, Waiver> _waivers;
    private readonly HashSet<FindingKey> _seen = [];
    private readonly HashSet<FindingKey> _found = [];
    private readonly DateOnly _day;

    /// <summary>A review that has seen nothing yet.</summary>
    /// <param name="day">The day that they are measured by.</param>
    public WaiverReview(IEnumerable<Waiver> waivers, DateOnly day)
    {
        _waivers = waivers.ToDictionary(w => w.Key);
        _day = day;
    }

    /// <summary>The waiver of what a check says of a subject, or null when nothing is wrong, or no waiver counts.</summary>
    public Waiver? For(string check, CheckResult outcome)
    {
        var key = outcome.Finding?.Key ?? new FindingKey(check, outcome.Subject);
        if (!_waivers.TryGetValue(key, out var waiver))
        {
            return null;
        }

        _seen.Add(key);
        if (outcome.Finding is null)
        {
            return null;
        }

        _found.Add(key);
        return IsOver(waiver) ? null : waiver;
    }

    /// <summary>
    /// The waivers that somebody should look at, by check and account. Ask when every check has been asked about every subject.
    /// </summary>
    /// <param name="switchedOff">The ids of the checks that are switched off.</param>
    /// <param name="isEvaluated">Whether everything was read; without that, nobody knows which waivers fit nothing.</param>
    public IReadOnlyList<WaiverWarning> Warnings(IReadOnlyList<string> switchedOff, bool isEvaluated) =>
        [
            .. _waivers
                .Values.Select(w => Remark(w, switchedOff, isEvaluated))
                .OfType<WaiverWarning>()
                .OrderBy(r => r.Waiver.Key.Check, StringComparer.Ordinal)
                .ThenBy(r => r.Waiver.Key.Subject, StringComparer.Ordinal),
        ];

    private WaiverWarning? Remark(Waiver waiver, IReadOnlyList<string> switchedOff, bool isEvaluated)
    {
        if (IsOver(waiver))
        {
            return new WaiverWarning(waiver, WaiverState.Expired, null);
        }

        if (switchedOff.Contains(waiver.Key.Check))
        {
            return new WaiverWarning(waiver, WaiverState.SwitchedOff, null);
        }

        if (isEvaluated && !_found.Contains(waiver.Key))
        {
            return new WaiverWarning(waiver, _seen.Contains(waiver.Key) ? WaiverState.Unused : WaiverState.NoSuchAccount, null);
        }

        var days = waiver.Expires.DayNumber - _day.DayNumber;
        return WarningDays.Any(w => days <= w) ? new WaiverWarning(waiver, WaiverState.EndsSoon, WarningDays.First(w => days <= w)) : null;
    }

    private bool IsOver(Waiver waiver) => waiver.Expires < _day;
}
