using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal.Running;

/// <summary>Prints the headers and the summary of a run.</summary>
internal sealed class ReportPrinter(TextWriter output, ICakeLog log)
{
    private const int LineWidth = 40;
    private const int ColumnWidth = 20;

    public void WriteStep(string name) => WriteHeader(name, '=', Verbosity.Normal);

    public void WriteLifecycleStep(string name) => WriteHeader(name, '-', Verbosity.Normal);

    public void WriteSkippedStep(string name) => WriteHeader(name, '-', Verbosity.Verbose);

    /// <summary>Prints the summary, at every verbosity; nothing when nothing was done.</summary>
    public void WriteSummary(CakeReport report)
    {
        if (report.Entries.Count == 0)
        {
            return;
        }

        var width = Column.WidthOf(report.Entries.Select(entry => entry.TaskName));
        var line = new string('-', width + (2 * ColumnWidth));
        output.WriteLine();
        WriteRow("Task", "Duration", "Status");
        output.WriteLine(line);
        foreach (var entry in report.Entries.Where(IsShown))
        {
            WriteRow(entry.TaskName, entry.ExecutionStatus == CakeTaskExecutionStatus.Skipped ? "-" : Text(entry.Duration), Text(entry.ExecutionStatus));
        }

        output.WriteLine(line);
        WriteRow("Total:", Text(report.Duration), "");

        void WriteRow(string name, string duration, string status) =>
            output.WriteLine(name.PadRight(width) + duration.PadRight(ColumnWidth) + status.PadRight(ColumnWidth));
    }

    private bool IsShown(CakeReportEntry entry) => entry.ExecutionStatus != CakeTaskExecutionStatus.Delegated || log.Verbosity >= Verbosity.Verbose;

    private static string Text(TimeSpan duration) => duration.ToString("c");

    private static string Text(CakeTaskExecutionStatus status) => status switch
    {
        CakeTaskExecutionStatus.Skipped => "Skipped",
        CakeTaskExecutionStatus.Failed => "Failed",
        _ => "Succeeded",
    };

    private void WriteHeader(string name, char line, Verbosity verbosity)
    {
        if (verbosity > log.Verbosity)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(new string(line, LineWidth));
        output.WriteLine(name);
        output.WriteLine(new string(line, LineWidth));
    }
}
