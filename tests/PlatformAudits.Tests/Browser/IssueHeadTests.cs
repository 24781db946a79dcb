using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Browser;

/// <summary>The first screen of an issue, at 1280 to 900 pixels: how the audit stands, and where to begin.</summary>
public sealed class IssueHeadTests : BrowserTest
{
    private SandboxedAudit _audit = null!;

    private static IEnumerable<string> Platforms => SandboxedAudit.Platforms;

    /// <summary>Three periods, so that the heads have all that they may have: what is new and gone, the trend, a job's links.</summary>
    [OneTimeSetUp]
    public async Task AuditAsync()
    {
        _audit = await SandboxedAudit.StartAsync(new SandboxOptions());
        _audit.Variables["CI_JOB_URL"] = "https://gitlab.com/ops/audits/-/jobs/1234567890";
        foreach (var period in new[] { "FY27-Q2", "FY27-Q3", "FY27-Q4" })
        {
            _audit.Request = _audit.Request with { Period = FiscalPeriod.Parse(period) };
            var results = await _audit.RunAllAsync();
            Assert.That(results.Select(result => result.Failure), Has.All.Null);
        }
    }

    [OneTimeTearDown]
    public async Task DisposeAuditAsync()
    {
        if (_audit is not null)
        {
            await _audit.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Platforms))]
    public async Task Verdict_severities_and_links_are_seen_and_the_findings_begin_before_anybody_scrolls(string platform)
    {
        var title = ConformanceTests.Platforms.Single(p => p.Id == platform).Title;
        var issue = _audit.Issues.Last(i => i.Title.StartsWith($"{title} audit", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        await using var opened = await OpenAsync(folder.Write("issue.html", IssuePage.Of(issue)));
        var head = opened.Page.Locator(".md > :not(h3, h3 ~ *)");
        var text = string.Join('\n', await head.AllInnerTextsAsync());
        var heading = (await opened.Page.Locator(".md > h3").First.BoundingBoxAsync())!;
        TestContext.Out.WriteLine($"{platform}: the findings begin at {heading.Y} pixels");
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(text, Does.Match(@"\b[0-9]+ findings\b").And.Contain("High").And.Contain("Since FY27 Q3"));
            Assert.That(await head.Locator("a").AllInnerTextsAsync(), Is.EqualTo(new[] { "this job", "Report", "Evidence" }));
            Assert.That(await opened.Page.Locator("pre.mermaid").CountAsync(), Is.EqualTo(1), "the trend");
            Assert.That(heading.Y + heading.Height, Is.LessThanOrEqualTo(OpenedPage.Height));
            Assert.That(await opened.OverflowAsync(), Is.LessThanOrEqualTo(0));
        });
    }
}
