using System.Globalization;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The vendor's times, such as <c>2023-09-18T20:35:33Z</c>.</summary>
internal static class ZendeskTime
{
    /// <summary>The day of a time, UTC; null for none, or for a text that is no time.</summary>
    public static DateOnly? Day(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : null;

    /// <summary>A day as reports write it, or null.</summary>
    public static string? Shown(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
