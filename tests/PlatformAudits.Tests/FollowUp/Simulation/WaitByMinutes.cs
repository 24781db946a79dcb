using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>Counts waits another way than the program does: minute by minute.</summary>
public static class WaitByMinutes
{
    /// <summary>Whether a wait is over at a moment.</summary>
    /// <param name="usesWorkingHours">Whether the hours are working hours.</param>
    public static bool IsOver(WorkCalendar calendar, bool usesWorkingHours, DateTimeOffset from, double hours, DateTimeOffset now)
    {
        if (!usesWorkingHours)
        {
            return now - from >= TimeSpan.FromHours(hours);
        }

        var minutes = 0;
        for (var minute = from; minute < now; minute = minute.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(minute, calendar.Zone);
            var time = TimeOnly.FromDateTime(local.DateTime);
            minutes += calendar.Allows(minute) && time >= calendar.Begins && time < calendar.Ends ? 1 : 0;
        }

        return minutes >= (hours * 60) - 1;
    }
}
