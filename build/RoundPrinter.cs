using System.Globalization;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>Prints the table that ends a round of audits: a line for each platform.</summary>
internal static class RoundPrinter
{
    private const int LongestReason = 100;

    /// <summary>Prints the table.</summary>
    public static void Print(IReadOnlyList<AuditResult> results)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Platform").AddColumn("Verdict");
        foreach (var column in new[] { "Findings", "Waived", "Time" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("Issue, or why there is none");
        foreach (var result in results)
        {
            var report = result.Outcome?.Report;
            var isEvaluated = report is { Verdict: not Verdict.NotEvaluated };
            table.AddRow(
                new Text(report?.Title ?? result.Platform),
                new Text(
                    isEvaluated ? KebabCase.Of(report!.Verdict.ToString())
                    : result.Kind == FailureKind.NotEvaluated ? "not evaluated"
                    : "failed"
                ),
                new Text(isEvaluated ? Number(report!.Findings.Count) : ""),
                new Text(isEvaluated ? Number(report!.Waived.Count) : ""),
                new Text(Sentence.Duration(result.Duration)),
                new Text(Short(result.Reason) ?? OutcomePrinter.Say(result.Outcome?.Issue))
            );
        }

        // A link that is broken over two lines can't be followed.
        var console = ConsoleStyle.Create();
        console.Profile.Width = int.MaxValue / 2;
        console.Write(table);
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a reason; all of it stands above the table.</summary>
    private static string? Short(string? reason) =>
        reason is { Length: > LongestReason } ? reason[..LongestReason].TrimEnd() + " …" : reason;
}
