using PlatformAudits.Settings;

namespace PlatformAudits.Scheduling;

/// <summary>When audits are opened and looked at again, as <c>cadence</c> in <c>audits.yaml</c> says.</summary>
public sealed record Cadence
{
    /// <summary>All quarters of a fiscal year.</summary>
    public static IReadOnlyList<int> EveryQuarter { get; } = [1, 2, 3, 4];

    /// <summary>The fiscal quarters, 1 to 4 in order, on whose first day an audit is opened.</summary>
    public required IReadOnlyList<int> Quarters { get; init; }

    /// <summary>The time of that day, in <see cref="Zone"/>.</summary>
    public required TimeOnly OpensAt { get; init; }

    /// <summary>The time of every day at which open audits are looked at again; null for never.</summary>
    public required TimeOnly? RechecksAt { get; init; }

    /// <summary>The time zone that days begin in, whatever the runner's own is.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The project with the schedules; null means the one whose pipeline runs, else the tracker's.</summary>
    public required string? Project { get; init; }

    /// <summary>The branch that the schedules run on.</summary>
    public required string Ref { get; init; }

    /// <summary>The label of an issue that was opened late; null for none.</summary>
    public required string? OverdueLabel { get; init; }

    /// <summary>Reads the section, or gives null where it is absent or empty: then an audit belongs to the quarter of its day, and is never late.</summary>
    /// <param name="settings">The section.</param>
    /// <exception cref="AuditException">A value is wrong.</exception>
    internal static Cadence? Read(SettingsSection settings)
    {
        var zone = settings.Text("time_zone", "UTC")!;
        var cadence = new Cadence
        {
            Quarters = settings.Numbers("quarters", 1, 4) is { Count: > 0 } quarters ? quarters : EveryQuarter,
            OpensAt = settings.Time("opens_at") ?? new TimeOnly(6, 15),
            RechecksAt = settings.Time("rechecks_at"),
            Zone = ZoneOf(zone) ?? throw settings.Wrong("time_zone", $"is {zone}, and must be a name of the IANA time zone database such as UTC or Europe/Berlin"),
            Project = settings.Text("project"),
            Ref = settings.Text("ref", "main")!,
            OverdueLabel = settings.Text("overdue_label"),
        };
        return settings.IsEmpty ? null : cadence;
    }

    /// <summary>The day of a moment in <see cref="Zone"/>.</summary>
    /// <param name="moment">The moment.</param>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    private static TimeZoneInfo? ZoneOf(string name) =>
        name == "UTC" ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone
        : null;
}
