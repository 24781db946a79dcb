namespace PlatformAudits.FollowUp.Planning;

/// <summary>All that somebody will hear at one time if nobody reacts.</summary>
/// <param name="Who">The name; null for what is written to nobody.</param>
/// <param name="Entries">The notes, at least one.</param>
public sealed record ForecastRow(DateTimeOffset At, string? Who, IReadOnlyList<ForecastEntry> Entries)
{
    /// <summary>What they will say, in a few words.</summary>
    public string What => string.Join("; ", Entries.Select(entry => entry.What).Distinct(StringComparer.Ordinal));

    /// <summary>The issues on which it will be written.</summary>
    public IReadOnlyList<AuditIssueRef> Issues => [.. Entries.Select(entry => entry.Audit).DistinctBy(issue => issue.WebUrl)];

    /// <summary>The notes by time and person.</summary>
    public static IReadOnlyList<ForecastRow> Of(IEnumerable<ForecastEntry> entries) =>
        [
            .. entries
                .SelectMany(entry => entry.Who.DefaultIfEmpty(null).Select(who => (Who: who, Entry: entry)))
                .GroupBy(told => (told.Entry.At, told.Who))
                .Select(told => new ForecastRow(told.Key.At, told.Key.Who, [.. told.Select(one => one.Entry)]))
                .OrderBy(row => row.At)
                .ThenBy(row => row.Who is null)
                .ThenBy(row => row.Who, StringComparer.Ordinal),
        ];
}
