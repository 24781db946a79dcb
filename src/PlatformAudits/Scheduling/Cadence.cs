using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Scheduling;

/// <summary>When audits are opened and looked at again, as <c>cadence</c> in <c>audits.yaml</c> says.</summary>
public sealed record Cadence
{
    private static readonly IReadOnlyList<int> EveryQuarter = [1, 2, 3, 4];

    /// <summary>Every quarter, a quarter past six, and again every day an hour later, UTC.</summary>
    public static Cadence Default { get; } = new();

    /// <summary>The fiscal quarters, 1 to 4 in order, on whose first day an audit is opened.</summary>
    public IReadOnlyList<int> Quarters { get; init; } = EveryQuarter;

    /// <summary>The platforms that have quarters of their own.</summary>
    public IReadOnlyList<OtherQuarters> Exceptions { get; init; } = [];

    /// <summary>The time of that day, in <see cref="Zone"/>.</summary>
    public TimeOnly OpensAt { get; init; } = new(6, 15);

    /// <summary>The time of every day at which open audits are looked at again; null for never.</summary>
    public TimeOnly? RechecksAt { get; init; } = new(7, 15);

    /// <summary>The time of every day at which people are asked for what is open; null for never.</summary>
    public TimeOnly? FollowsUpAt { get; init; } = new(8, 15);

    /// <summary>The time of every day at which the tests that search run, in the program's own project; null for never.</summary>
    public TimeOnly? SearchesAt { get; init; }

    /// <summary>The time zone that days begin in, whatever the runner's own is.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The project with the schedules; null means the one whose pipeline runs, else the tracker's.</summary>
    public string? Project { get; init; }

    /// <summary>The branch that the schedules run on.</summary>
    public string Ref { get; init; } = "main";

    /// <summary>The label of an issue that was opened late; null for none.</summary>
    public string? OverdueLabel { get; init; }

    /// <summary>
    /// Reads the section, or gives null where it is absent or empty: then an audit belongs to the quarter of its day, and is never late.
    /// </summary>
    /// <exception cref="AuditException">A value is wrong.</exception>
    internal static Cadence? Read(SettingsSection settings)
    {
        var zone = settings.Text("time_zone", Default.Zone.Id)!;
        var cadence = new Cadence
        {
            Quarters = settings.Numbers("quarters", 1, 4) is { Count: > 0 } quarters ? quarters : EveryQuarter,
            Exceptions = [.. settings.Sections("exceptions").Select(OtherQuarters.Read)],
            OpensAt =
                settings.Time("opens_at", Default.OpensAt)
                ?? throw settings.Wrong("opens_at", "must be a time of day in quotes, such as \"06:15\""),
            RechecksAt = settings.Time("rechecks_at", Default.RechecksAt),
            FollowsUpAt = settings.Time("follows_up_at", Default.FollowsUpAt),
            SearchesAt = settings.Time("searches_at", Default.SearchesAt),
            Zone =
                ZoneOf(zone)
                ?? throw settings.Wrong(
                    "time_zone",
                    $"is {zone}, and must be a name of the IANA time zone database such as UTC or Europe/Berlin"
                ),
            Project = settings.Value("project"),
            Ref = settings.Value("ref", Default.Ref)!,
            OverdueLabel = settings.Text("overdue_label"),
        };
        return settings.IsEmpty ? null : cadence;
    }

    /// <summary>The day of a moment in <see cref="Zone"/>.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>The quarters in which a platform is audited: its own, where it has any.</summary>
    public IReadOnlyList<int> QuartersOf(Platform platform) =>
        Exceptions.FirstOrDefault(e => e.Platform == platform.Id)?.Quarters ?? Quarters;

    /// <summary>Fails on an exception for a platform that there is not.</summary>
    /// <exception cref="AuditException">There is one.</exception>
    internal void EnsureKnown(IReadOnlyList<Platform> platforms)
    {
        if (Exceptions.FirstOrDefault(e => platforms.All(p => p.Id != e.Platform)) is { } exception)
        {
            throw exception.Unknown([.. platforms.Select(p => p.Id)]);
        }
    }

    /// <summary>The time zone with a name of the IANA database, or null.</summary>
    internal static TimeZoneInfo? ZoneOf(string name) =>
        name == "UTC" ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone
        : null;
}
