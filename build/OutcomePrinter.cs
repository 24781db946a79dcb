using System.Globalization;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// Prints the block of an audit: what is to be known of it, and a table of its checks at the end. The verdict, the issue and the files
/// stand in the run's summary. No names, no addresses.
/// </summary>
internal static class OutcomePrinter
{
    /// <summary>Prints an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public static void Print(AuditContext context, AuditOutcome outcome, string output)
    {
        var (screen, report) = (context.Screen, outcome.Report);
        screen.Say($"{report.Title} {report.Period.Title}", Screen.Heading);
        foreach (var remark in report.WaiverWarnings)
        {
            screen.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The waiver in waivers.yaml:{remark.Waiver.Line} for {remark.Waiver.Key.Check} {remark.Text}."
                ),
                Screen.Attention
            );
        }

        foreach (var notice in report.Notices.Append(outcome.Warning).OfType<string>())
        {
            screen.Say(notice, Screen.Attention);
        }

        PrintDifference(context, outcome.Issue?.Difference ?? [], output);
        if (report.Since is { } since)
        {
            screen.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Since {since.Period.Title}: {since.New:N0} new, {since.Gone:N0} gone; {since.Findings:N0} then."
                )
            );
        }

        if (report.Checks.Count > 0)
        {
            screen.Show(Table(report));
        }
    }

    private static Table Table(AuditReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Check");
        foreach (var column in new[] { "Subjects", "Findings", "Waived" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        foreach (var check in report.Checks)
        {
            table.AddRow(
                new Text(check.Id),
                new Text(Number(check.Subjects)),
                new Text(Number(check.Findings), check.Findings > 0 ? Screen.Attention : Screen.Fine),
                new Text(Number(check.Waived))
            );
        }

        return table;
    }

    /// <summary>
    /// What a preview would change. The lines hold names and addresses, which must not stay in a job's log, so there they go to a file
    /// only.
    /// </summary>
    private static void PrintDifference(AuditContext context, IReadOnlyList<string> difference, string output)
    {
        if (difference.Count == 0)
        {
            return;
        }

        if (context.Variable("CI") is not null)
        {
            var path = AuditContext.Shown(Path.Combine(output, AuditOutcome.DifferenceName));
            context.Screen.Say(
                $"What would change is in {path}: {Sentence.Count(difference.Count, "line")}. "
                    + "They hold names, so they are not in this log."
            );
            return;
        }

        foreach (var line in difference)
        {
            context.Screen.SayWhole(line);
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
