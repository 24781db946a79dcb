using System.Globalization;

namespace PlatformAudits.Tests.Scheduling;

/// <summary>A clock that stands at a moment until it is set to another, in a time zone far from the moment's own.</summary>
internal sealed class StandingClock(string moment) : TimeProvider
{
    public string Moment { get; set; } = moment;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati");

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
