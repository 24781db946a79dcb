using System.Text.Json;
using Json.Schema;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The schema of <c>report.json</c> that is published in <c>docs</c>.</summary>
internal static class ReportSchema
{
    public static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "report.schema.json"));

    private static readonly JsonSchema Schema = JsonSchema.FromText(Text);

    /// <summary>What the schema does not allow in a report, each with its place.</summary>
    public static IReadOnlyList<string> FaultsOf(string report)
    {
        var element = JsonElement.Parse(report);
        return Schema.Evaluate(element, As(OutputFormat.Flag)).IsValid
            ? []
            :
            [
                .. Schema
                    .Evaluate(element, As(OutputFormat.List))
                    .Details!.Where(detail => detail.Errors is not null)
                    .Select(detail => $"{detail.InstanceLocation}: {string.Join(' ', detail.Errors!.Values)}"),
            ];
    }

    // Without this option a format is a remark and no condition.
    private static EvaluationOptions As(OutputFormat format) => new() { OutputFormat = format, RequireFormatValidation = true };
}
