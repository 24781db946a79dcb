using System.Globalization;
using PlatformAudits.Foundation;
using PlatformAudits.Scheduling;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>
/// On which days people are asked, and how the hours of a wait are counted. All of it is local time of one time zone, clock changes
/// included.
/// </summary>
public sealed record WorkCalendar
{
    /// <summary>How many days ahead a day without a holiday is looked for.</summary>
    private const int Horizon = 750;

    private static readonly IReadOnlyList<DayOfWeek> MondayToFriday =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
    ];

    /// <summary>The time zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether a wait is counted in working hours; otherwise in hours of the clock.</summary>
    public bool UsesWorkingHours { get; init; }

    /// <summary>The days of the week on which people are asked, at least one.</summary>
    public IReadOnlyList<DayOfWeek> WorkingDays { get; init; } = MondayToFriday;

    /// <summary>When a working day begins.</summary>
    public TimeOnly Begins { get; init; } = new(9, 0);

    /// <summary>When a working day ends, later than it begins.</summary>
    public TimeOnly Ends { get; init; } = new(17, 0);

    /// <summary>Days on which nobody is asked.</summary>
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    /// <summary>The periods of every year in which nobody is asked.</summary>
    internal IReadOnlyList<QuietPeriod> Quiet { get; init; } = [];

    /// <summary>Whether people may be asked at a moment: its day is a working day, no holiday and in no quiet period.</summary>
    public bool Allows(DateTimeOffset moment) => Allows(DayOf(moment));

    /// <summary>Whether people may be asked on a day.</summary>
    public bool Allows(DateOnly day) =>
        WorkingDays.Contains(day.DayOfWeek) && !Holidays.Contains(day) && !Quiet.Any(period => period.Holds(day));

    /// <summary>Why nobody may be asked at a moment, as the end of a sentence; null where people may be.</summary>
    public string? WhyNot(DateTimeOffset moment)
    {
        var day = DayOf(moment);
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Holidays.Contains(day) ? $"{date} is a holiday"
            : Quiet.Any(period => period.Holds(day)) ? $"{date} lies in a quiet period"
            : !WorkingDays.Contains(day.DayOfWeek) ? $"it is {day.DayOfWeek}"
            : null;
    }

    /// <summary>The first moment, from a wait's end on, at which people may be asked.</summary>
    /// <param name="usesWorkingHours">Whether these are working hours; null for what the calendar says.</param>
    public DateTimeOffset Due(DateTimeOffset from, double hours, bool? usesWorkingHours = null) =>
        hours > 0 && (usesWorkingHours ?? UsesWorkingHours)
            ? Worked(from, TimeSpan.FromHours(hours))
            : NextOpen(from + TimeSpan.FromHours(hours));

    /// <summary>The day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>
    /// A time of a day as a moment. A time that a clock change leaves out is the moment of the change; of one that comes twice it is the
    /// first.
    /// </summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>Reads the keys of a calendar.</summary>
    /// <exception cref="AuditException">A value is wrong.</exception>
    internal static WorkCalendar Read(SettingsSection settings, WorkCalendar fallback)
    {
        var zone = settings.Text("time_zone", fallback.Zone.Id)!;
        var calendar = new WorkCalendar
        {
            Zone =
                Cadence.ZoneOf(zone)
                ?? throw settings.Wrong(
                    "time_zone",
                    $"is {zone}, and must be a name of the IANA time zone database such as UTC or Europe/Berlin"
                ),
            UsesWorkingHours = ReadHours(settings) ?? fallback.UsesWorkingHours,
            WorkingDays = settings.Has("working_days") ? ReadDays(settings) : fallback.WorkingDays,
            Begins =
                settings.Time("day_begins", fallback.Begins)
                ?? throw settings.Wrong("day_begins", "must be a time of day in quotes, such as \"09:00\""),
            Ends =
                settings.Time("day_ends", fallback.Ends)
                ?? throw settings.Wrong("day_ends", "must be a time of day in quotes, such as \"17:00\""),
            Holidays = settings.Has("holidays")
                ? settings.Texts("holidays").Select(text => DateOf(settings, text)).ToHashSet()
                : fallback.Holidays,
            Quiet = settings.Has("quiet") ? [.. settings.Sections("quiet").Select(QuietPeriod.Read)] : fallback.Quiet,
        };
        if (calendar.Begins >= calendar.Ends)
        {
            throw settings.Wrong("day_ends", "must be later than day_begins");
        }

        // A year in which every day is quiet would be a follow-up that never asks anybody.
        return Enumerable.Range(0, 366).Any(day => calendar.IsOpenInYear(new DateOnly(2000, 1, 1).AddDays(day)))
            ? calendar
            : throw settings.Wrong("quiet", "leaves no day of the year on which people may be asked");
    }

    /// <summary>Reads <c>hours</c>: clock or working; null where it is absent.</summary>
    /// <exception cref="AuditException">It is something else.</exception>
    internal static bool? ReadHours(SettingsSection settings) =>
        settings.Text("hours") switch
        {
            null => null,
            "clock" => false,
            "working" => true,
            _ => throw settings.Wrong("hours", "must be clock or working"),
        };

    private static DayOfWeek[] ReadDays(SettingsSection settings)
    {
        var days = settings
            .Texts("working_days")
            .Select(name =>
                Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day) && Enum.IsDefined(day) && !char.IsAsciiDigit(name[0])
                    ? day
                    : throw settings.Wrong("working_days", $"holds {name}, which is no day of the week such as monday")
            )
            .Distinct()
            .ToArray();
        return days.Length > 0 ? days : throw settings.Wrong("working_days", "must hold at least one day of the week");
    }

    private static DateOnly DateOf(SettingsSection settings, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw settings.Wrong("holidays", $"holds {text}, and must hold dates such as 2026-12-25");

    private bool IsOpenInYear(DateOnly day) => !Quiet.Any(period => period.Holds(day));

    private DateTimeOffset NextOpen(DateTimeOffset moment)
    {
        var day = DayOf(moment);
        for (var ahead = 0; ahead < Horizon; ahead++, day = day.AddDays(1))
        {
            if (Allows(day))
            {
                return ahead == 0 ? moment : At(day, TimeOnly.MinValue);
            }
        }

        return DateTimeOffset.MaxValue;
    }

    private DateTimeOffset Worked(DateTimeOffset from, TimeSpan left)
    {
        var day = DayOf(from);
        for (var ahead = 0; ahead < 20 * Horizon; ahead++, day = day.AddDays(1))
        {
            if (!Allows(day))
            {
                continue;
            }

            var (begins, ends) = (At(day, Begins), At(day, Ends));
            var start = from > begins ? from : begins;
            if (start >= ends)
            {
                continue;
            }

            if (left <= ends - start)
            {
                return start + left;
            }

            left -= ends - start;
        }

        return DateTimeOffset.MaxValue;
    }
}
