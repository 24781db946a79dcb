using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>Days of every year in which nobody is asked for anything, such as December.</summary>
/// <param name="From">The first, as month and day of a leap year.</param>
/// <param name="Until">The last; before <paramref name="From"/> when the new year lies between.</param>
internal readonly record struct QuietPeriod(DateOnly From, DateOnly Until)
{
    private const int LeapYear = 2000;

    /// <summary>Whether a day lies within.</summary>
    public bool Holds(DateOnly day)
    {
        var date = new DateOnly(LeapYear, day.Month, day.Day);
        return From <= Until ? date >= From && date <= Until : date >= From || date <= Until;
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="AuditException">A date is missing or wrong.</exception>
    public static QuietPeriod Read(SettingsSection settings) => new(Day(settings, "from"), Day(settings, "until"));

    private static DateOnly Day(SettingsSection settings, string key) =>
        DateOnly.TryParseExact(
            $"{LeapYear}-{settings.RequiredText(key)}",
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : throw settings.Wrong(key, "must be a month and a day in quotes, such as \"12-01\"");
}
