using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;

namespace PlatformAudits.Tests;

/// <summary>The counts against the last period: where its report comes from, and what is told.</summary>
public sealed class PreviousPeriodTests
{
    private const string Counts = ", \"accounts\": 9, \"population\": {\"teammates\": 9}}";

    [Test]
    public async Task The_issue_counts_what_is_new_and_gone_since_the_last_period()
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        var first = audit.Planted.Count;
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        organization.Add("Eve", "eve@evil.example");
        organization.Add("Mallory", "mallory@evil.example");
        await RunInAsync(audit, "FY27-Q3");
        var middle = audit.Report();
        organization.Remove(organization.Accounts.Single(a => a.Email == "eve@evil.example"));
        await RunInAsync(audit, "FY27-Q4");
        Assert.Multiple(() =>
        {
            Assert.That(
                middle["previous"],
                Is.EqualTo(JObject.Parse($$"""{"period": "FY27-Q2", "findings": {{first}}, "waived": 0, "new": 2, "gone": 0}"""))
                    .Using<JToken, JToken>(JToken.DeepEquals)
            );
            Assert.That(
                audit.Report()["previous"],
                Is.EqualTo(JObject.Parse($$"""{"period": "FY27-Q3", "findings": {{first + 2}}, "waived": 0, "new": 0, "gone": 1}"""))
                    .Using<JToken, JToken>(JToken.DeepEquals)
            );
            Assert.That((int?)audit.Report()["checks"]!.Single(c => (string?)c["id"] == "account-has-teammate")["before"], Is.EqualTo(5));
            Assert.That(
                audit.Issues[^1].Description,
                Does.Contain($"\n> [!warning] {first + 1} findings. ")
                    .And.Contain($"**. Since FY27 Q3: 0 new, 1 gone; {first + 2} then.\n")
                    .And.Contain("| `account-has-teammate` | 13 | 5 | 4 | 0 |")
                    .And.Contain($"x-axis [\"FY27 Q2\", \"FY27 Q3\", \"FY27 Q4\"]")
                    .And.Contain($"bar [{first}, {first + 2}, {first + 1}]")
            );
        });
    }

    [Test]
    public async Task A_second_run_in_a_period_is_still_compared_with_the_period_before()
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        await RunInAsync(audit, "FY27-Q4");
        var writes = audit.Sandbox.Requests.Writes.Count;
        await RunInAsync(audit, "FY27-Q4");
        Assert.Multiple(() =>
        {
            Assert.That((string?)audit.Report()["previous"]!["period"], Is.EqualTo("FY27-Q2"));
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes), "nothing changed, so nothing is written");
        });
    }

    [Test]
    public async Task A_replay_gives_the_same_bytes_when_the_earlier_report_is_gone()
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        await RunInAsync(audit, "FY27-Q4");
        var (report, issue) = (
            await File.ReadAllBytesAsync(audit.Output("report.json")),
            await File.ReadAllBytesAsync(audit.Output("issue.md"))
        );
        Directory.Delete(audit.Request.HistoryFolder!, recursive: true);
        audit.Request = audit.Request with
        {
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
            Period = null,
        };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
            Assert.That(File.ReadAllBytes(audit.Output("issue.md")), Is.EqualTo(issue));
            Assert.That(Directory.Exists(audit.Request.HistoryFolder), Is.False, "a replay keeps nothing");
        });
    }

    [Test]
    public async Task A_report_that_is_given_counts_and_so_does_a_folder_of_them()
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        var given = audit.Output("kept/report.json");
        Directory.CreateDirectory(Path.GetDirectoryName(given)!);
        File.Copy(audit.Output("report.json"), given);
        audit.Request = audit.Request with { HistoryFolder = null };
        foreach (var previous in new[] { given, Path.GetDirectoryName(given)!, Path.GetDirectoryName(audit.Request.OutputFolder)! })
        {
            // The output folder itself holds the report of the run before, which is of this period from the second round on.
            audit.Request = audit.Request with
            {
                PreviousPath = previous,
            };
            await RunInAsync(audit, "FY27-Q4");
            Assert.That((string?)audit.Report()["previous"]!["period"], Is.EqualTo("FY27-Q2"), previous);
        }
    }

    [TestCase("{\"schema\": 1}", "it is no report of an audit. Give a report.json with a schema from 1 to 2.")]
    [TestCase(
        "{\"schema\": 1, \"platform\": \"other\", \"period\": \"FY27-Q1\", \"verdict\": \"clear\"" + Counts,
        "it is a report of other, not of calendly. Give that platform's, or a folder that holds those of all."
    )]
    [TestCase(
        "{\"schema\": 1, \"platform\": \"calendly\", \"period\": \"FY27-Q4\", \"verdict\": \"clear\"" + Counts,
        "it is of FY27-Q4, and the audit is of FY27-Q4. Give one of an earlier period."
    )]
    [TestCase(
        "{\"schema\": 1, \"platform\": \"calendly\", \"period\": \"FY27-Q1\", \"verdict\": \"not-evaluated\"}",
        "the platform could not be evaluated then, so there is nothing to compare with. Give another one."
    )]
    [TestCase(
        "{\"schema\": 1, \"platform\": \"calendly\", \"period\": \"/close\", \"verdict\": \"clear\"" + Counts,
        "it is no report of an audit. Give a report.json with a schema from 1 to 2."
    )]
    [TestCase("nonsense", "it is not readable (")]
    [TestCase("{\"schema\": 99, \"of\": \"later\"}", "it was written by a newer version of this program. Use that version.")]
    [TestCase("", "there is no such file, or it is empty or no regular file. Check the path.")]
    public async Task A_given_report_that_can_not_be_compared_with_is_refused_before_anything_is_asked(string text, string problem)
    {
        await using var audit = await StartAsync();
        var path = audit.Write("previous.json", text);
        audit.Request = audit.Request with { PreviousPath = path, Period = FiscalPeriod.Parse("FY27-Q4") };
        Assert.Multiple(() =>
        {
            Assert.That(
                audit.RunAsync,
                Throws
                    .TypeOf<AuditException>()
                    .With.Message.StartsWith($"Reading the previous report {path}: {problem}")
                    .And.Property("Kind")
                    .EqualTo(FailureKind.ConfigurationOrInfrastructure)
            );
            Assert.That(audit.Sandbox.Requests.Received, Is.LessThanOrEqualTo(1), "nothing but GitLab's time");
        });
    }

    [TestCase("\"accounts\": ", "\"accounts\": -", "a count in ")]
    [TestCase("\"teammates\": ", "\"teammates\": -", "a count in population is one that nothing has")]
    [TestCase("\"rows\": ", "\"rows\": 9", "a count in lists is one that nothing has", "9999999999")]
    [TestCase("\"accounts\": ", "\"accounts\": 9", "a count in ", "9999999999")]
    [TestCase("\"accounts\": ", "\"accounts\": 9", "it is not readable (", "999999999999999999999999999")]
    [TestCase("\"findings\": ", "\"findings\": -", "a count in checks is one that nothing has")]
    [TestCase("\"period\": ", "\"period\": \"FY27-Q1\", \"period\": ", "it is not readable (The key period is there twice")]
    [TestCase("\"seal\": ", "\"seal\": \"\", \"seal\": ", "it is not readable (The key snapshot.seal is there twice")]
    [TestCase("\"verdict\": ", "\"auditedBy\": \"Eve\", \"verdict\": ", "it is not readable (Could not find member 'auditedBy'")]
    [TestCase("\"accounts\": ", "\"counts\": ", "it is not readable (Could not find member 'counts'")]
    public async Task A_report_that_somebody_has_made_up_or_damaged_switches_no_guard_off(
        string from,
        string to,
        string problem,
        string digits = ""
    )
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        var kept = Path.Combine(audit.Request.HistoryFolder!, "calendly", "FY27-Q2.json");
        var changed = audit.Write(
            "previous.json",
            System.Text.RegularExpressions.Regex.Replace(
                await File.ReadAllTextAsync(kept),
                from + (digits.Length > 0 || to.EndsWith('-') ? "(?=[0-9])" : ""),
                to + digits
            )
        );
        audit.Request = audit.Request with { PreviousPath = changed, Period = FiscalPeriod.Parse("FY27-Q4") };
        Assert.That(
            audit.RunAsync,
            Throws.TypeOf<AuditException>().With.Message.StartsWith($"Reading the previous report {changed}: {problem}")
        );
        Assert.That(audit.Report()["period"]!.ToString(), Is.EqualTo("FY27-Q2"), "what was there stays");
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("x")]
    public async Task A_second_document_behind_a_report_is_refused(string second)
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        var kept = Path.Combine(audit.Request.HistoryFolder!, "calendly", "FY27-Q2.json");
        await File.AppendAllTextAsync(kept, second);
        audit.Request = audit.Request with { PreviousPath = kept, Period = FiscalPeriod.Parse("FY27-Q4") };
        Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>().With.Message.Contains("it is not readable ("));
    }

    [Test]
    public async Task Of_two_reports_of_a_period_the_later_counts_and_a_folder_of_quarters_is_looked_into()
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        var early = await File.ReadAllTextAsync(audit.Output("report.json"));
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        organization.Add("Eve", "eve@evil.example");
        await RunInAsync(audit, "FY27-Q2");
        var late = await File.ReadAllTextAsync(audit.Output("report.json"));
        var archive = Path.GetDirectoryName(Path.GetDirectoryName(audit.Write("archive/calendly/FY27-Q1.json", "[]")))!;
        audit.Write(
            "archive/calendly/FY27-Q2.json",
            System.Text.RegularExpressions.Regex.Replace(early, "\"asOf\": \"2", "\"asOf\": \"1")
        );
        audit.Write("archive/FY27-Q2/calendly/report.json", late);
        audit.Request = audit.Request with { HistoryFolder = null, PreviousPath = archive };
        await RunInAsync(audit, "FY27-Q4");
        Assert.That((int?)audit.Report()["previous"]!["findings"], Is.EqualTo(audit.Planted.Count));
    }

    [Test]
    public async Task A_kept_report_that_can_not_be_read_is_told_and_keeps_nobody_from_auditing()
    {
        await using var audit = await StartAsync();
        audit.Write("history/calendly/FY27-Q2.json", "[1, 2");
        await RunInAsync(audit, "FY27-Q4");
        Assert.Multiple(() =>
        {
            Assert.That(audit.Report()["previous"]!.Type, Is.EqualTo(JTokenType.Null));
            Assert.That(audit.Log.Sentences, Has.Some.Contains("FY27-Q2.json: it is not readable"));
        });
    }

    [Test]
    public async Task What_could_not_be_evaluated_and_what_was_only_a_preview_is_not_kept()
    {
        await using var audit = await StartAsync();
        audit.Request = audit.Request with { Preview = true };
        await RunInAsync(audit, "FY27-Q1");
        audit.Request = audit.Request with { Preview = false };
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        await RunInAsync(audit, "FY27-Q2");
        Assert.That(Directory.Exists(audit.Request.HistoryFolder), Is.False);
    }

    [Test]
    public async Task A_text_in_an_earlier_report_never_reaches_the_issue()
    {
        await using var audit = await StartAsync();
        await RunInAsync(audit, "FY27-Q2");
        var kept = Path.Combine(audit.Request.HistoryFolder!, "calendly", "FY27-Q2.json");
        var report = JObject.Parse(await File.ReadAllTextAsync(kept));
        foreach (
            var text in report
                .Descendants()
                .OfType<JValue>()
                .Where(v => v.Type == JTokenType.String && v.Path is not ("platform" or "period" or "verdict"))
        )
        {
            text.Value = "@all /close";
        }

        await File.WriteAllTextAsync(kept, report.ToString());
        audit.Request = audit.Request with { PreviousPath = kept };
        await RunInAsync(audit, "FY27-Q4");
        Assert.Multiple(() =>
        {
            Assert.That((int?)audit.Report()["previous"]!["new"], Is.EqualTo(14), "else the test proves nothing");
            Assert.That(audit.Issues[^1].Description, Does.Not.Contain("@all"));
        });
    }

    private static async Task<SandboxedAudit> StartAsync()
    {
        var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        audit.Request = audit.Request with { HistoryFolder = Path.Combine(Path.GetDirectoryName(audit.Request.OutputFolder)!, "history") };
        return audit;
    }

    private static Task<AuditOutcome> RunInAsync(SandboxedAudit audit, string period)
    {
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse(period) };
        return audit.RunAsync();
    }
}
