using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using NUnit.Framework;
using PlatformAudits.Checking;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The schema says all there is to say of a report. <see cref="SandboxedAudit.Report"/> holds every report against it.</summary>
public sealed class ReportSchemaTests
{
    [Test]
    public void The_schema_keeps_to_the_draft_that_it_names() =>
        Assert.Multiple(() =>
        {
            foreach (var schema in PublishedSchema.All)
            {
                Assert.That((string?)JsonNode.Parse(schema.Text)!["$schema"], Is.EqualTo(MetaSchemas.Draft202012Id.ToString()));
                Assert.That(IsSchema(schema.Text), Is.True);
                Assert.That(IsSchema(schema.Text.Replace("\"object\"", "\"record\"", StringComparison.Ordinal)), Is.False);
            }
        });

    [Test]
    public async Task A_report_that_lacks_a_field_has_one_too_many_or_one_of_another_kind_is_refused()
    {
        var report = await FullReportAsync();
        // What a platform counts is its own affair, so no name there is asked for.
        var accepted = SpoiltJson
            .Of(report, (path, _) => path is ["population"])
            .Where(spoilt => PublishedSchema.Report.FaultsOf(spoilt.Json).Count == 0)
            .Select(spoilt => spoilt.What);
        Assert.That(PublishedSchema.Report.FaultsOf(report.ToJsonString()), Is.Empty);
        Assert.That(accepted, Is.Empty);
    }

    [TestCase("schema", "1")]
    [TestCase("checks/0/severity", "\"urgent\"")]
    [TestCase("verdict", "\"fine\"")]
    [TestCase("period", "\"FY27-Q5\"")]
    [TestCase("asOf", "\"yesterday\"")]
    [TestCase("reasons/0", "1")]
    [TestCase("accounts", "-1")]
    [TestCase("lists/0/reading", "3")]
    [TestCase("lists/0/total", "-1")]
    [TestCase("checks/0/findings", "1.5")]
    [TestCase("waived/0/expires", "\"soon\"")]
    [TestCase("waived/0/link", "\"nowhere at all\"")]
    [TestCase("waiverRemarks/0/state", "\"odd\"")]
    [TestCase("waiverRemarks/0/withinDays", "8")]
    [TestCase("previous/period", "\"Q2\"")]
    [TestCase("snapshot/seal", "\"abc\"")]
    public async Task A_report_with_a_value_that_can_not_be_is_refused(string path, string value)
    {
        var report = await FullReportAsync();
        SpoiltJson.Put(report, path.Split('/'), JsonNode.Parse(value)!);
        Assert.That(PublishedSchema.Report.FaultsOf(report.ToJsonString()), Has.Some.StartsWith($"/{path}:"));
    }

    [Test]
    public async Task The_report_of_what_could_not_be_evaluated_keeps_to_the_schema()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = "wrong";
        await audit.RunAsync();
        Assert.That((string?)audit.Report()["verdict"], Is.EqualTo("not-evaluated"));
    }

    private static bool IsSchema(string text) => MetaSchemas.Draft202012.Evaluate(JsonElement.Parse(text)).IsValid;

    /// <summary>A report with one entry in every list, and with an earlier one that it was compared with.</summary>
    private static async Task<JsonObject> FullReportAsync()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var history = Path.Combine(Path.GetDirectoryName(audit.Request.OutputFolder)!, "history");
        audit.Request = audit.Request with { HistoryFolder = history, Period = FiscalPeriod.Parse("FY27-Q2") };
        await audit.RunAsync();
        var waived = audit.Planted[0];
        var (used, unused) = (Waiver(waived.Check, waived.Account), Waiver(waived.Check, "https://api.calendly.com/users/*"));
        audit.Write("waivers.yaml", $"waivers:\n{used}{unused}");
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse("FY27-Q4") };
        await audit.RunAsync();

        var report = JsonNode.Parse(await File.ReadAllTextAsync(audit.Output("report.json")))!.AsObject();
        foreach (var name in new[] { "reasons", "notices", "switchedOff" })
        {
            report[name] = new JsonArray("a sentence");
        }

        foreach (var list in report.Select(field => field.Value).OfType<JsonArray>())
        {
            list.RemoveRange(1, list.Count - 1);
        }

        return report;
    }

    private static string Waiver(string check, string account)
    {
        var expires = DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"  - {{platform: calendly, check: {check}, account: '{account}', owner: me, reason: agreed, "
            + $"link: 'https://requests.example/1', expires: {expires}}}\n";
    }
}
