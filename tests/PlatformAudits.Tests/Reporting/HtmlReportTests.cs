using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The page for who reviews an audit without GitLab.</summary>
public sealed class HtmlReportTests
{
    private static readonly FiscalPeriod Period = FiscalPeriod.Parse("FY27-Q1");

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task The_page_of_every_platform_has_every_finding_and_loads_nothing(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        var report = (await audit.RunAsync()).Report;
        using var page = Activity.PageOf(audit.Output("report.html"));
        var cells = page.QuerySelectorAll("td").Select(c => c.TextContent).ToHashSet(StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(page.Title, Is.EqualTo($"{report.Title} audit {report.Period.Title}"));
            Assert.That(report.Findings.Select(f => f.Text).Where(text => !cells.Contains(text)), Is.Empty);
            Assert.That(page.QuerySelectorAll("pre").Single().TextContent, Is.EqualTo(report.Manifest.Seal));
            Assert.That(report.Manifest.Inputs.Select(i => i.Sha256).Where(hash => !cells.Contains(hash)), Is.Empty);
            Assert.That(page.QuerySelectorAll("script, link, img, iframe, object, [src], [style], [onclick]"), Is.Empty);
            Assert.That(
                PolicyOf(page),
                Is.EqualTo(
                    $"default-src 'none'; style-src 'sha256-{HashOf(page.QuerySelector("style")!.TextContent)}'; "
                        + "base-uri 'none'; form-action 'none'"
                )
            );
        });
    }

    [Test]
    public async Task What_could_not_be_evaluated_is_said_and_nothing_is_called_clear()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = "wrong";
        var report = (await audit.RunAsync()).Report;
        using var page = Activity.PageOf(audit.Output("report.html"));
        Assert.Multiple(() =>
        {
            Assert.That(
                page.QuerySelector(".verdict")!.TextContent,
                Is.EqualTo("Not evaluated: this run could not tell how Calendly stands.")
            );
            Assert.That(page.QuerySelectorAll("li").Select(li => li.TextContent), Is.EqualTo(report.Reasons));
            Assert.That(
                page.QuerySelectorAll("h2").Select(h => h.TextContent),
                Is.EqualTo(new[] { "How far the reading came", "Evidence", "Decisions", "Reviews", "Outcome of the follow-up" })
            );
        });
    }

    [Test]
    public async Task Who_asked_what_and_how_many_rows_came_back_is_on_the_page()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var manifest = (await audit.RunAsync()).Report.Manifest;
        using var page = Activity.PageOf(audit.Output("report.html"));
        var memberships = page.QuerySelectorAll("tr")
            .Select(row => row.Children.Select(c => c.TextContent).ToList())
            .Single(row => row.Count == 7 && row[1] == "memberships");
        Assert.Multiple(() =>
        {
            Assert.That(memberships[2], Is.EqualTo("1"));
            Assert.That(
                memberships[3],
                Is.EqualTo(manifest.Exchanges.Single(e => e.List == "memberships").Rows?.ToString(CultureInfo.InvariantCulture))
            );
            Assert.That(memberships[4], Does.StartWith("GET /organization_memberships?organization="));
            Assert.That(page.QuerySelectorAll("td").Select(c => c.TextContent), Has.Some.EqualTo("CALENDLY_TOKEN"));
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task The_contents_lead_to_every_section_and_the_choices_to_the_rows_that_they_name(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        var report = (await audit.RunAsync()).Report;
        using var page = Activity.PageOf(audit.Output("report.html"));
        var findings = page.QuerySelectorAll("#findings tr.finding").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                page.QuerySelectorAll("nav a").Select(a => page.GetElementById(a.GetAttribute("href")![1..])?.ParentElement?.TextContent),
                Has.All.Not.Null
            );
            Assert.That(
                page.QuerySelectorAll("nav a").Select(a => a.TextContent),
                Is.EqualTo(page.QuerySelectorAll("h2").Select(h => h.TextContent)),
                "in the order of the page"
            );
            Assert.That(findings, Has.Count.EqualTo(report.Findings.Count));
            Assert.That(findings.Select(row => row.Children[2].TextContent), Has.All.EqualTo("open"));
            Assert.That(
                findings.Count(row => row.ClassList.Contains("high")),
                Is.EqualTo(report.Findings.Count(f => report.SeverityOf(f) == Severity.High))
            );
            Assert.That(
                findings.Count(row => row.ClassList.Contains("stranger")),
                Is.EqualTo(report.Findings.Count(f => f is { Teammate: null, Account: not null }))
            );
            Assert.That(
                page.QuerySelectorAll("fieldset input").Select(choice => choice.Id),
                Is.EqualTo(new[] { "all", "only-open", "only-high", "only-strangers", "only-admins" })
            );
            Assert.That(findings.Count(row => row.QuerySelector("a") is null), Is.LessThan(4), "rows without a link");
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Right_above_the_rows_of_a_finding_stands_its_remedy_and_no_other(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        var report = (await audit.RunAsync()).Report;
        using var page = Activity.PageOf(audit.Output("report.html"));
        var texts = report.Findings.ToLookup(f => (f.Text, f.Key.Subject), report.RemedyOf);
        var rows = page.QuerySelectorAll("#findings tr.finding").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(rows, Has.Count.EqualTo(report.Findings.Count));
            foreach (var row in rows)
            {
                var remedies = row.Closest(".remedy")!.QuerySelectorAll("p").Select(p => p.TextContent).ToList();
                Assert.That(remedies, Has.Count.EqualTo(1));
                Assert.That(texts[(row.Children[0].TextContent, row.Children[1].TextContent)], Does.Contain(remedies[0]));
            }
        });
    }

    [Test]
    public async Task A_schedule_that_stands_in_an_accounts_place_is_no_admin_and_breaks_nothing()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "pagerduty");
        var report = (await audit.RunAsync()).Report;
        using var page = Activity.PageOf(audit.Output("report.html"));
        var rows = page.QuerySelectorAll("#findings tr.admin").Select(row => row.Children[0].TextContent).ToList();
        Assert.That(report.Findings.Where(f => f.Key.Check == "schedule-exists").Select(f => f.Text).Intersect(rows), Is.Empty);
    }

    [Test]
    public async Task Who_is_admin_without_being_expected_is_among_the_admins()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var report = (await audit.RunAsync()).Report;
        using var page = Activity.PageOf(audit.Output("report.html"));
        var admins = page.QuerySelectorAll("#findings tr.admin").Select(row => row.Children[0].TextContent).ToList();
        Assert.That(report.Findings.Where(f => f.Key.Check == "admin-is-expected").Select(f => f.Text), Is.SubsetOf(admins));
    }

    [Test]
    public void A_very_long_text_is_cut()
    {
        var text = new string('<', 999) + "😀" + new string('<', 5_000);
        Assert.That(HtmlEncoder.Encode(text), Is.EqualTo(string.Concat(Enumerable.Repeat("&lt;", 999)) + "…"));
    }

    [Test]
    public void No_text_of_any_kind_makes_an_element_or_an_attribute()
    {
        using var folder = new TemporaryFolder();
        var plain = ShapeOf("Ada");
        foreach (var text in HostileNames.Pieces.Concat(HostileNames.Ordinary))
        {
            Assert.That(ShapeOf(text), Is.EqualTo(plain), text);
        }

        IReadOnlyList<KeyValuePair<string, int>> ShapeOf(string text)
        {
            var path = folder.File("report.html");
            HtmlReport.Write(ReportOf(text), ConformanceTests.Platforms[0], null, NamedReview.Of(text), path);
            using var page = Activity.PageOf(path);
            return Activity.ShapeOf(page);
        }
    }

    /// <summary>A report with a text in every place where one may stand that others chose.</summary>
    internal static AuditReport ReportOf(string text)
    {
        var finding = new Finding { Key = new FindingKey("account-has-teammate", text), Text = text };
        var waiver = new Waiver
        {
            Platform = "calendly",
            Key = finding.Key,
            Owner = text,
            Reason = text,
            Link = "https://gitlab.example/1?a=\"b\"&c='d'",
            Expires = DateOnly.MaxValue,
            Line = 1,
        };
        return new AuditReport
        {
            Platform = "calendly",
            Title = "Calendly",
            Period = Period,
            AsOf = DateTimeOffset.UnixEpoch,
            Verdict = Verdict.Findings,
            Reasons = [text],
            Notices = [text],
            Population = [new PopulationCount("accounts", 1)],
            Completeness = [new CompletenessAssertion("Every page was read", true, text, text)],
            Checks =
            [
                new CheckSummary(
                    "account-has-teammate",
                    new CheckText("Every account belongs to a teammate", text, text, new Dictionary<string, string>()),
                    Severity.High,
                    2,
                    1,
                    1,
                    null
                ),
            ],
            Findings = [finding],
            Waived = [new WaivedFinding(finding, waiver)],
            WaiverWarnings = [new WaiverWarning(waiver, WaiverState.EndsSoon, 7)],
            Manifest = new Manifest
            {
                Tool = "test",
                Platform = "calendly",
                Period = "FY27-Q1",
                Started = DateTimeOffset.UnixEpoch,
                Ended = DateTimeOffset.UnixEpoch,
                Systems = [new AskedSystem("Calendly", text, "CALENDLY_TOKEN", text, [])],
                Inputs = [new StoredInput(text, text, 1, text)],
                Exchanges =
                [
                    new Exchange
                    {
                        System = "Calendly",
                        List = text,
                        Method = "GET",
                        Path = text,
                        At = DateTimeOffset.UnixEpoch,
                        Headers = new Dictionary<string, string>(),
                    },
                ],
                Totals = new SnapshotTotals(0, 0, 0),
            },
        };
    }

    private static string? PolicyOf(IDocument page) =>
        page.QuerySelectorAll<IHtmlMetaElement>("meta").Single(m => m.HttpEquivalent == "Content-Security-Policy").Content;

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
