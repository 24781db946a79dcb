using System.Text.Json;
using Json.Schema;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The schema of a file that is published in <c>docs</c>.</summary>
internal sealed class PublishedSchema
{
    private readonly JsonSchema _schema;

    private PublishedSchema(string name)
    {
        Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", name));
        _schema = JsonSchema.FromText(Text);
    }

    public static PublishedSchema Report { get; } = new("report.schema.json");

    public static PublishedSchema Accounts { get; } = new("accounts.schema.json");

    public static IEnumerable<PublishedSchema> All => [Report, Accounts];

    public string Text { get; }

    /// <summary>What the schema does not allow in a file, each with its place.</summary>
    public IReadOnlyList<string> FaultsOf(string json)
    {
        var element = JsonElement.Parse(json);
        return _schema.Evaluate(element, As(OutputFormat.Flag)).IsValid
            ? []
            :
            [
                .. _schema
                    .Evaluate(element, As(OutputFormat.List))
                    .Details!.Where(detail => detail.Errors is not null)
                    .Select(detail => $"{detail.InstanceLocation}: {string.Join(' ', detail.Errors!.Values)}"),
            ];
    }

    // Without this option a format is a remark and no condition.
    private static EvaluationOptions As(OutputFormat format) => new() { OutputFormat = format, RequireFormatValidation = true };
}
