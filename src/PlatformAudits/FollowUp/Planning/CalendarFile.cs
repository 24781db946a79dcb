using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>
/// Writes a forecast as a calendar (RFC 5545): an event a note, with lines of at most 75 octets and texts in which nothing acts.
/// </summary>
public static class CalendarFile
{
    private const int LongestLine = 75;
    private const string TimeForm = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The file.</summary>
    public static string Of(IReadOnlyList<ForecastEntry> entries, DateTimeOffset now)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Platform Audits//Forecast//EN");
        Line(file, "CALSCALE:GREGORIAN");
        foreach (var entry in entries)
        {
            var key = $"{entry.Audit.WebUrl}\n{entry.Note.Thread}\n{string.Join('.', entry.Note.Handles)}";
            Line(file, "BEGIN:VEVENT");
            Line(file, $"UID:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}@platform-audits");
            Line(file, $"DTSTAMP:{Time(now)}");
            Line(file, $"DTSTART:{Time(entry.At)}");
            Line(file, "DURATION:PT15M");
            Line(
                file,
                $"SUMMARY:{Text($"{entry.Audit.Name}: {(entry.Who.Count == 0 ? "" : Sentence.List(entry.Who) + " – ")}{entry.What}")}"
            );
            Line(file, $"URL:{Address(entry.Audit.WebUrl)}");
            Line(file, "TRANSP:TRANSPARENT");
            Line(file, "END:VEVENT");
        }

        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static string Address(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsoluteUri : "";

    /// <summary>
    /// A text value: backslashes, semicolons, commas and line ends are escaped (section 3.3.11), and characters that nobody sees are shown
    /// by their numbers.
    /// </summary>
    private static string Text(string text) =>
        Invisible
            .Shown(text)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal);

    /// <summary>Adds a line, folded so that none has more than 75 octets and no character is torn (section 3.1).</summary>
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
