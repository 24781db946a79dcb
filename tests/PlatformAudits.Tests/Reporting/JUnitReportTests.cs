using System.Xml.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The test report as GitLab reads it: <c>//testcase</c>, its class and name, and the content of what is in it.</summary>
public sealed class JUnitReportTests
{
    private const long GitLabsLimit = 30L * 1024 * 1024;

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task The_report_of_every_platform_keeps_to_the_schema_with_unique_names(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        await audit.RunAsync();
        var cases = TestReport.CasesOf(audit);
        Assert.Multiple(() =>
        {
            Assert.That(cases.Elements("failure").Count(), Is.EqualTo(audit.Planted.Count));
            Assert.That(cases.Elements("failure").Select(f => f.Value), Has.All.Not.Empty, "GitLab shows the content");
            Assert.That(cases.Elements("error"), Is.Empty);
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task No_name_and_no_address_is_in_the_tests_that_GitLab_shows_unless_it_is_asked_for(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        await audit.RunAsync();
        var people = audit.Sandbox.World.Teammates.SelectMany(person => new[] { person.Name, person.Email, person.Handle }).ToList();
        var (withoutNames, ids) = (File.ReadAllText(audit.Output("junit.xml")), TestReport.CasesOf(audit).Select(NameOf).ToList());
        audit.AskForNamesInTests();
        await audit.RunAsync();
        var withNames = File.ReadAllText(audit.Output("junit.xml"));
        Assert.Multiple(() =>
        {
            Assert.That(people.Where(text => withoutNames.Contains(text, StringComparison.OrdinalIgnoreCase)), Is.Empty);
            Assert.That(withoutNames, Does.Not.Contain("@"));
            Assert.That(ids, Is.Unique.And.All.Match("^F[0-9a-f]{16}$"));
            Assert.That(
                people.Where(text => withNames.Contains(text, StringComparison.Ordinal)),
                Is.Not.Empty,
                "else the test proves nothing"
            );
            Assert.That(TestReport.CasesOf(audit), Has.Count.EqualTo(ids.Count));
        });
    }

    [Test]
    public async Task A_failure_leads_to_its_finding_in_the_issue_by_the_id_that_its_name_begins_with()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var description = audit.Issues.Single().Description!;
        var failures = TestReport.CasesOf(audit).Where(c => c.Element("failure") is not null).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                failures.Select(NameOf).Where(name => !description.Contains($"`{name![..9]}`", StringComparison.Ordinal)),
                Is.Empty
            );
            Assert.That(
                failures.Select(c => c.Element("failure")!.Value),
                Does.Contain(
                    "This does not hold: every teammate has an account. The issue has the rest below the id that this name begins with."
                )
            );
        });
    }

    [Test]
    public async Task Of_a_waiver_the_tests_that_GitLab_shows_tell_the_day_alone()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var last = Waive(audit);
        await audit.RunAsync();
        Assert.That(
            TestReport.CasesOf(audit).Elements("skipped").Single().Value,
            Is.EqualTo($"Waived until {last}. The issue has the rest below the id that this name begins with.")
        );
    }

    [Test]
    public async Task What_could_not_be_evaluated_is_an_error()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = "wrong";
        var outcome = await audit.RunAsync();
        Assert.That(TestReport.CasesOf(audit).Single().Element("error")!.Value, Is.EqualTo(outcome.Report.Reasons.Single()));
    }

    [Test]
    public async Task With_names_a_waived_finding_is_skipped_with_its_reason()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var last = Waive(audit);
        audit.AskForNamesInTests();
        await audit.RunAsync();
        Assert.That(
            TestReport.CasesOf(audit).Elements("skipped").Single().Value,
            Is.EqualTo($"Waived until {last} by o@example.com: agreed")
        );
    }

    [Test]
    public async Task A_report_that_GitLab_would_refuse_for_its_size_keeps_the_findings_as_long_as_they_fit()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = 100, DisplayNames = [new string('x', 120_000), new string('&', 60_000)] }
        );
        audit.AskForNamesInTests();
        await audit.RunAsync();
        var cases = TestReport.CasesOf(audit);
        Assert.Multiple(() =>
        {
            Assert.That(new FileInfo(audit.Output("junit.xml")).Length, Is.LessThan(GitLabsLimit));
            Assert.That(cases.Elements("failure").Count(), Is.EqualTo(audit.Planted.Count));
            Assert.That(cases.Select(c => (string?)c.Attribute("name")), Has.Some.Match("^[0-9]+ subjects? without a finding$"));
        });
    }

    [Test]
    public async Task Where_not_even_the_findings_fit_the_report_says_how_many_are_left_out()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = 250, DisplayNames = [new string('<', 500_000)] }
        );
        audit.AskForNamesInTests();
        await audit.RunAsync();
        var cases = TestReport.CasesOf(audit);
        Assert.Multiple(() =>
        {
            Assert.That(new FileInfo(audit.Output("junit.xml")).Length, Is.LessThan(GitLabsLimit));
            Assert.That(cases.Select(c => (string?)c.Attribute("name")), Has.Some.Match("^[0-9]+ more subjects? with a finding$"));
        });
    }

    private static string? NameOf(XElement one) => (string?)one.Attribute("name");

    /// <summary>Waives the first finding.</summary>
    /// <returns>The waiver's last day.</returns>
    private static string Waive(SandboxedAudit audit)
    {
        var fault = audit.Planted[0];
        var last = DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        audit.Request = audit.Request with
        {
            WaiversPath = audit.Write(
                "some-waivers.yaml",
                $"waivers:\n  - {{platform: calendly, check: {fault.Check}, account: \"{fault.Account}\", owner: o@example.com, "
                    + $"reason: agreed, expires: {last}, link: \"https://gitlab.example/1\"}}\n"
            ),
        };
        return last;
    }
}
