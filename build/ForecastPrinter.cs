using System.Globalization;
using PlatformAudits.Build.Tasks;
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
        AtomicFile.Write(table, ForecastTable.Of([.. entries.Select(entry => Lasting(context, entry))]));
        AtomicFile.Write(calendar, CalendarFile.Of(entries, TimeProvider.System.GetUtcNow()));
        if (entries.Count > 0)
        {
            var isJob = context.Variable("CI") is not null;
            var shown = new Table()
                .Border(TableBorder.Simple)
                .AddColumn(new TableColumn("When (UTC)").NoWrap())
                .AddColumn("Audit")
                .AddColumn("Who")
                .AddColumn("What");
            var (when, audit) = ("", "");
            foreach (
                var same in entries
                    .OrderBy(entry => entry.At)
                    .ThenBy(entry => AuditTask.PlaceOf(entry.Audit.Platform))
                    .GroupBy(entry => (When: Time(entry), FollowUpPrinter.NameOf(entry.Audit), Who: WhoOf(entry, isJob), entry.What))
            )
            {
                var (time, name, who, what) = same.Key;
                shown.AddRow(
                    new Text(time == when ? "" : time),
                    new Text((time, name) == (when, audit) ? "" : name),
                    new Text(who),
                    new Text(same.Count() == 1 ? what : $"{what}, {same.Count()} times")
                );
                (when, audit) = (time, name);
            }

            context.Screen.Show(shown);
        }

        var period = $"In the next {Sentence.Count(context.Days, "day")}, if nobody reacts: {Sentence.Count(entries.Count, "note")}";
        context.Summary.Add(
            entries.Count == 0 && !context.Targets.Any(target => target.Kind == TargetKinds.Audit)
                ? FollowUpPrinter.NothingToFollow(context, period, "Forecast")
                : $"{period}."
        );
        context.Summary.AddPage(AuditContext.Shown(table));
        context.Summary.AddPage(AuditContext.Shown(calendar));
    }

    private static string Time(ForecastEntry entry) => entry.At.UtcDateTime.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string WhoOf(ForecastEntry entry, bool isJob) =>
        isJob ? Sentence.Count(entry.Who.Count, "person", "people")
        : entry.Who.Count == 0 ? "nobody"
        : LogEncoder.Encode(Sentence.List(entry.Who));

    /// <summary>An entry whose link still leads somewhere when the run has ended.</summary>
    private static ForecastEntry Lasting(AuditContext context, ForecastEntry entry) =>
        entry with
        {
            Note = entry.Note with { Issue = entry.Audit with { WebUrl = FollowUpPrinter.LinkOf(context, entry.Audit) } },
        };
}
