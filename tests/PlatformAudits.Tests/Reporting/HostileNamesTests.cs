using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Reporting;

/// <summary>
/// Hostile names in place of all display names of a platform, through its audit and into everything that the audit writes. A tenth of
/// AUDIT_NAMES goes this way, over all platforms; all of them go through <see cref="EncodedTextTests"/>.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class HostileNamesTests
{
    private const int NamesAtOnce = 200;

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    [Category(Search.Category)]
    public async Task No_name_does_anything_in_what_an_audit_writes(string platform)
    {
        var count = HostileNames.Count / 10 / SandboxedAudit.Platforms.Count();
        var atOnce = Math.Clamp(count, NamesAtOnce, 4 * NamesAtOnce);
        await using var plain = await WrittenAsync(platform, atOnce, ["Ada"]);
        var shape = Activity.ShapeOf(Activity.PageOf(plain.Output("report.html")));
#pragma warning disable CA5394 // The names must come again from their seed; nothing is secured by them.
        var random = new Random(platform.Sum(c => c));
#pragma warning restore CA5394
        for (var done = 0; done < count; done += atOnce)
        {
            var corpus = done == 0 ? HostileNames.Pieces : [];
            string[] names =
            [
                .. corpus.Concat(Enumerable.Range(0, atOnce - corpus.Length).Select(_ => HostileNames.Next(random))).Select(Sendable),
            ];
            await using var audit = await WrittenAsync(platform, atOnce, names);
            using var page = Activity.PageOf(audit.Output("report.html"));
            var data = new WrittenData(audit);
            Assert.Multiple(() =>
            {
                Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
                Assert.That(
                    WritesOf(audit).Zip(WritesOf(plain), Activity.Difference).ToList(),
                    Has.Count.EqualTo(2).And.All.Null,
                    "the issue and its memory"
                );
                Assert.That(Activity.ShapeOf(page), Is.EqualTo(shape), "report.html");
                Assert.That(TestReport.CasesOf(audit).Elements("failure").Count(), Is.EqualTo(audit.Planted.Count), "junit.xml");
                Assert.That(
                    JObject.Parse(File.ReadAllText(audit.Output("report.json")))["findings"]!.Count(),
                    Is.EqualTo(audit.Planted.Count),
                    "report.json"
                );
                Assert.That(data.Findings, Has.Count.EqualTo(audit.Planted.Count), "findings.csv");
                Assert.That(
                    data.Accounts.Select(row => row["name"]),
                    Is.EqualTo(data.Json.Select(account => (string?)account["name"])),
                    "accounts.csv and accounts.json"
                );
                Assert.That(
                    data.Accounts.Select(row => row["name"]).Intersect(names).Count(),
                    Is.GreaterThan(atOnce / 8),
                    "names come back"
                );
            });
        }
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task No_name_does_anything_in_a_preview(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = NamesAtOnce, DisplayNames = [.. HostileNames.Pieces.Select(Sendable)] },
            platform
        );
        audit.Request = audit.Request with { Preview = true };
        var lines = (await audit.RunAsync()).Issue!.Difference;
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Count.GreaterThan(100));
            Assert.That(lines, Has.None.Match(@"[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2028\u2029\u2066-\u2069]"));
            Assert.That(WritesOf(audit), Is.Empty);
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Ordinary_names_come_through_as_typed(string platform)
    {
        await using var audit = await WrittenAsync(platform, NamesAtOnce, HostileNames.Ordinary);
        using var page = Activity.PageOf(audit.Output("report.html"));
        var findings = JObject.Parse(await File.ReadAllTextAsync(audit.Output("report.json")))["findings"]!
            .Select(f => (string)f["text"]!)
            .ToList();
        var cells = page.QuerySelectorAll("td").Select(cell => cell.TextContent).ToHashSet(StringComparer.Ordinal);
        var tests = TestReport.CasesOf(audit).Elements("failure").Select(f => f.Value).ToList();
        var issue = MarkdownEncoder.Decode(audit.Issues.Single().Description!);
        Assert.Multiple(() =>
        {
            Assert.That(
                HostileNames.Ordinary.Count(name => findings.Exists(f => f.Contains(name, StringComparison.Ordinal))),
                Is.GreaterThan(4),
                "names in findings"
            );
            Assert.That(findings.Where(f => !cells.Contains(f)), Is.Empty, "report.html");
            Assert.That(findings.Where(f => !issue.Contains(f, StringComparison.Ordinal)), Is.Empty, "the issue");
            Assert.That(findings.Where(f => !tests.Exists(t => t.Contains(f, StringComparison.Ordinal))), Is.Empty, "junit.xml");
        });
    }

    /// <summary>What was written to the tracker; Zendesk's credentials are exchanged with a POST as well.</summary>
    private static IEnumerable<LoggedRequest> WritesOf(SandboxedAudit audit) =>
        audit.Sandbox.Requests.Writes.Where(w => w.Target.StartsWith("/gitlab/", StringComparison.Ordinal));

    private static string Sendable(string name) =>
        name.Replace("\ud800", "", StringComparison.Ordinal) is { Length: > 0 } sendable ? sendable : "x";

    private static async Task<SandboxedAudit> WrittenAsync(string platform, int size, IReadOnlyList<string> names)
    {
        var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = size, DisplayNames = names }, platform);
        audit.AskForNamesInTests();
        Assert.That((await audit.RunAsync()).Issue!.Change, Is.EqualTo(IssueChange.Opened));
        return audit;
    }
}
