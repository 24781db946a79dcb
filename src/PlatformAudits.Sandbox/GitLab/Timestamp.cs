using System.Globalization;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>GitLab's way to write a time: UTC with three digits of a second's fraction, the rest cut off.</summary>
internal static class Timestamp
{
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
