using System.Globalization;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// Prints a forecast as a table, and writes it as tables, as CSV and as a calendar. Names stand in the files only where a job's log is
/// written.
/// </summary>
internal static class ForecastPrinter
{
    /// <summary>Prints the forecast by day and person.</summary>
    public static void Print(AuditContext context, FollowUpForecast forecast)
    {
        var folder = Path.Combine(context.OutputFolder, "follow-up");
        Directory.CreateDirectory(folder);
        var entries = forecast.Entries;
        var files = ForecastFiles.Write(
            folder,
            forecast with
            {
                Entries = [.. entries.Select(entry => Lasting(context, entry))],
            },
            TimeProvider.System.GetUtcNow()
        );
        if (entries.Count > 0)
        {
            context.Screen.Show(TableOf(ForecastRow.Of(entries), isJob: context.Variable("CI") is not null));
        }

        var period = $"In the next {Sentence.Count(context.Days, "day")}, if nobody reacts: {Sentence.Count(entries.Count, "note")}";
        context.Summary.Add(
            entries.Count == 0 && !context.Targets.Any(target => target.Kind == TargetKinds.Audit)
                ? FollowUpPrinter.NothingToFollow(context, period, "Forecast")
                : $"{period}."
        );
        foreach (var file in files)
        {
            context.Summary.AddPage(AuditContext.Shown(file));
        }
    }

    private static Table TableOf(IReadOnlyList<ForecastRow> rows, bool isJob)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn(new TableColumn("When (UTC)").NoWrap())
            .AddColumn("Who")
            .AddColumn("What");
        var when = "";
        foreach (
            var same in rows.GroupBy(row =>
                (When: row.At.UtcDateTime.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Who: WhoOf(row, isJob), row.What)
            )
        )
        {
            var (time, who, what) = same.Key;
            table.AddRow(
                new Text(time == when ? "" : time),
                new Text(who),
                new Text(same.Count() == 1 ? what : $"{what}, {same.Count()} times")
            );
            when = time;
        }

        return table;
    }

    private static string WhoOf(ForecastRow row, bool isJob) =>
        row.Who is null ? "nobody"
        : isJob ? "a person"
        : LogEncoder.Encode(row.Who);

    /// <summary>An entry whose link still leads somewhere when the run has ended.</summary>
    private static ForecastEntry Lasting(AuditContext context, ForecastEntry entry) =>
        entry with
        {
            Note = entry.Note with { Issue = entry.Audit with { WebUrl = FollowUpPrinter.LinkOf(context, entry.Audit) } },
        };
}
