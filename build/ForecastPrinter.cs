using System.Globalization;
using Cake.Common.Diagnostics;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// Prints a forecast as a table, and writes it as a calendar file. Names stand in the files only where a job's log is written.
/// </summary>
internal static class ForecastPrinter
{
    /// <summary>Prints the entries.</summary>
    public static void Print(AuditContext context, IReadOnlyList<ForecastEntry> entries)
    {
        var folder = Path.Combine(context.OutputFolder, "follow-up");
        Directory.CreateDirectory(folder);
        var (table, calendar) = (Path.Combine(folder, "forecast.md"), Path.Combine(folder, "forecast.ics"));
        AtomicFile.Write(table, ForecastTable.Of(entries));
        AtomicFile.Write(calendar, CalendarFile.Of(entries, TimeProvider.System.GetUtcNow()));
        if (entries.Count > 0)
        {
            var isJob = context.Variable("CI") is not null;
            var shown = new Table()
                .Border(TableBorder.Simple)
                .AddColumn("When (UTC)")
                .AddColumn("Audit")
                .AddColumn("Who")
                .AddColumn("What");
            foreach (var entry in entries)
            {
                shown.AddRow(
                    new Text(entry.At.UtcDateTime.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                    new Text(entry.Audit.Name),
                    new Text(
                        isJob ? Sentence.Count(entry.Who.Count, "person", "people")
                        : entry.Who.Count == 0 ? "nobody"
                        : LogEncoder.Encode(Sentence.List(entry.Who))
                    ),
                    new Text(entry.What)
                );
            }

            var console = ConsoleStyle.Create();
            console.Profile.Width = int.MaxValue / 2;
            console.Write(shown);
        }

        context.Information($"Files: {AuditContext.Shown(table)}, {AuditContext.Shown(calendar)}");
        context.Summary.Add(
            $"In the next {Sentence.Count(context.Days, "day")}, if nobody reacts: {Sentence.Count(entries.Count, "note")}."
        );
    }
}
