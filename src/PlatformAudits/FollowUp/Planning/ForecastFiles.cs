using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>
/// Writes a forecast by day and by person: as tables in Markdown, as CSV, and as a calendar (RFC 5545) with an event for each person and
/// time. Texts of people don't act in any of them.
/// </summary>
public static class ForecastFiles
{
    private static readonly Duration EventLength = Duration.FromMinutes(15);

    private static readonly CsvTable<ForecastRow> Csv = new(
        ("when_utc", row => row.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        ("who", row => row.Who),
        ("what", row => row.What),
        ("issues", row => string.Join(' ', row.Issues.Select(issue => issue.WebUrl)))
    );

    /// <summary>Writes <c>forecast.md</c>, <c>forecast.csv</c> and <c>forecast.ics</c>.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="now">The time of the forecast.</param>
    /// <returns>The paths.</returns>
    /// <exception cref="AuditException">One can't be written.</exception>
    public static IReadOnlyList<string> Write(string folder, FollowUpForecast forecast, DateTimeOffset now)
    {
        var rows = ForecastRow.Of(forecast.Entries);
        var (tables, csv, calendar) = (Named("md"), Named("csv"), Named("ics"));
        AtomicFile.Write(tables, TablesOf(rows, forecast.Unreached));
        Csv.Write(rows, csv);
        AtomicFile.Write(calendar, CalendarOf(rows, now));
        return [tables, csv, calendar];

        string Named(string extension) => Path.Combine(folder, $"forecast.{extension}");
    }

    /// <summary>The tables.</summary>
    internal static string TablesOf(IReadOnlyList<ForecastRow> rows, IReadOnlyList<string> unreached)
    {
        var text = new StringBuilder();
        if (rows.Count == 0)
        {
            text.Append("Nothing is due.\n");
        }
        else
        {
            text.Append("## By day\n\n| When (UTC) | Who | What | Where |\n| --- | --- | --- | --- |\n");
            foreach (var row in rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {When(row)} | {WhoOf(row)} | {WhatOf(row)} | {WhereOf(row)} |\n");
            }

            text.Append("\n## By person\n\n| Who | When (UTC) | What | Where |\n| --- | --- | --- | --- |\n");
            foreach (var row in rows.OrderBy(row => row.Who is null).ThenBy(row => row.Who, StringComparer.Ordinal).ThenBy(row => row.At))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {WhoOf(row)} | {When(row)} | {WhatOf(row)} | {WhereOf(row)} |\n");
            }
        }

        if (unreached.Count > 0)
        {
            text.Append("\n## Not reached\n\nTheir managers are asked instead.\n\n");
            text.AppendJoin("", unreached.Select(why => $"- {why}\n"));
        }

        return text.ToString();
    }

    /// <summary>
    /// The calendar. An event keeps its id as long as it is at the same time, for the same person and on the same issues.
    /// </summary>
    /// <param name="now">The time of the forecast.</param>
    internal static string CalendarOf(IReadOnlyList<ForecastRow> rows, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Platform Audits//Forecast//EN", Scale = "GREGORIAN" };
        foreach (var row in rows)
        {
            var key = $"{row.At:O}\n{row.Who}\n{string.Join('\n', row.Issues.Select(issue => issue.WebUrl))}";
            calendar.Events.Add(
                new CalendarEvent
                {
                    Uid = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}@platform-audits",
                    DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
                    DtStart = new CalDateTime(row.At.UtcDateTime, "UTC"),
                    Duration = EventLength,
                    Summary = Invisible.Shown($"{row.Who ?? "nobody"}: {row.What}"),
                    Url = Uri.TryCreate(row.Issues[0].WebUrl, UriKind.Absolute, out var address) ? address : null,
                    Transparency = Ical.Net.TransparencyType.Transparent,
                }
            );
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static string When(ForecastRow row) => row.At.UtcDateTime.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string WhoOf(ForecastRow row) => row.Who is null ? "nobody" : MarkdownEncoder.Encode(row.Who);

    private static string WhatOf(ForecastRow row) => MarkdownEncoder.Encode(row.What);

    private static string WhereOf(ForecastRow row) =>
        string.Join(", ", row.Issues.Select(issue => $"[{MarkdownEncoder.Encode(issue.Name)}]({issue.WebUrl})"));
}
