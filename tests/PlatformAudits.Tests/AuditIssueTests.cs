using NUnit.Framework;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>What becomes of the audit issue from run to run.</summary>
public sealed class AuditIssueTests
{
    [Test]
    public async Task The_first_run_opens_one_confidential_issue_and_the_second_writes_nothing()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var first = await audit.RunAsync();
        var writes = audit.Sandbox.Requests.Writes.Count;
        var second = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(writes, Is.EqualTo(1));
            Assert.That(first.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(second.Issue!.Change, Is.EqualTo(IssueChange.None));
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes));
            Assert.That(audit.Issues.Single().Confidential, Is.True);
        });
    }

    [Test]
    public async Task A_changed_fact_brings_the_same_issue_up_to_date()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var stranger = audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(audit.Issues.Single().Description, Does.Contain("Eve"));
            Assert.That(audit.Found().Select(f => f.Account), Does.Contain(stranger.UserUri));
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
        });
    }

    [Test]
    public async Task A_preview_writes_nothing_and_says_what_it_would()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Request = audit.Request with { Preview = true };
        var wouldOpen = await audit.RunAsync();
        audit.Request = audit.Request with { Preview = false };
        await audit.RunAsync();
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        audit.Request = audit.Request with { Preview = true };
        var wouldUpdate = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(1), "only the run in between wrote");
            Assert.That(wouldOpen.Issue!.Change, Is.EqualTo(IssueChange.WouldOpen));
            Assert.That(wouldUpdate.Issue!.Change, Is.EqualTo(IssueChange.WouldUpdate));
            Assert.That(wouldUpdate.Issue!.Difference, Has.Some.Matches<string>(line => line!.StartsWith('+') && line.Contains("Eve", StringComparison.Ordinal)));
        });
    }

    [Test]
    public async Task Renaming_relabelling_or_closing_the_issue_by_hand_leads_to_no_second_one([Values] bool closed)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Request = audit.Request with { SettingsPath = audit.Write("labels.yaml", audit.Sandbox.SettingsYaml.Replace("sandbox/audits", "sandbox/audits\n  labels: [\"Category::Audit\", second]", StringComparison.Ordinal)) };
        await audit.RunAsync();
        Assert.That(audit.Issues.Single().Labels, Is.EqualTo(new[] { "Category::Audit", "second" }));
        var person = audit.Sandbox.GitLab.UserOf(0);
        audit.Sandbox.GitLab.Tracker.Edit(person, audit.Issues.Single().Iid, issue => issue with { Title = "Renamed", Labels = issue.Labels.Clear().Add("mine"), Closed = closed });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var outcome = await audit.RunAsync();
        var kept = audit.Issues.Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue, Is.EqualTo(new AuditIssue(IssueChange.Updated, outcome.Issue!.WebUrl, closed, outcome.Issue.Difference)));
            Assert.That(kept.Title, Is.EqualTo("Renamed"));
            Assert.That(kept.Labels, Is.EqualTo(new[] { "mine" }));
            Assert.That(kept.Closed, Is.EqualTo(closed), "a closed issue is not opened again in silence");
        });
    }

    [Test]
    public async Task What_people_typed_and_ticked_survives_a_run()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        await audit.RunAsync();
        var person = audit.Sandbox.GitLab.UserOf(0);
        var typed = audit.Issues.Single().Description!.Replace("## Notes", "## Notes\r\n\r\nAsked everybody on Monday.  \r\n", StringComparison.Ordinal);
        var box = typed.IndexOf("- [ ] ", StringComparison.Ordinal);
        typed = typed[..box] + "- [x] " + typed[(box + 6)..];
        var cell = typed.IndexOf("<!-- c:", StringComparison.Ordinal);
        cell = typed.IndexOf("-->", cell, StringComparison.Ordinal) + 3;
        typed = typed[..cell] + " booking page for partners" + typed[cell..];
        audit.Sandbox.GitLab.Tracker.Edit(person, 1, issue => issue with { Description = typed });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Aaa", "aaa@evil.example");
        await audit.RunAsync();
        var after = audit.Issues.Single().Description!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.Contain("## Notes\r\n\r\nAsked everybody on Monday.  \r\n"));
            Assert.That(after, Does.Contain(typed[box..typed.IndexOf("<!-- f:", box, StringComparison.Ordinal)]));
            Assert.That(after, Does.Contain("--> booking page for partners"));
            Assert.That(after, Does.Contain("Aaa"));
        });
    }

    [Test]
    public async Task An_issue_that_would_be_too_long_loses_the_teams_table_first_and_says_what_is_left_out()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 5000, DisplayNames = [new string('|', 900)] });
        await audit.RunAsync();
        var issue = audit.Issues.Single().Description!;
        var findings = audit.Report()["findings"]!.Count();
        var listed = System.Text.RegularExpressions.Regex.Count(issue, "<!-- f:");
        Assert.Multiple(() =>
        {
            Assert.That(issue, Has.Length.LessThan(1_048_576));
            Assert.That(issue, Does.Contain("The table of 5000 people would make this issue too long and is left out."));
            Assert.That(listed, Is.LessThan(findings), "else the test proves nothing");
            Assert.That(issue, Does.Contain($"… and {findings - listed} more: this issue would become too long. All of them are in `report.json`."));
        });
    }

    [Test]
    public async Task The_issue_reads_as_reviewed()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, Seed = 1 });
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse("FY27-Q4") };
        await audit.RunAsync();
        Golden.AssertEqual("calendly-issue.md", SandboxedAudit.WithoutRunLines(await File.ReadAllTextAsync(audit.Output("issue.md"))));
    }

    [Test]
    public async Task Another_period_is_another_issue()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse("FY30-Q2") };
        await audit.RunAsync();
        Assert.That(audit.Issues.Select(i => i.Title).Order().Last(), Is.EqualTo("Calendly audit FY30 Q2"));
    }

    [Test]
    public async Task While_a_platform_can_not_be_evaluated_its_last_rows_stay_in_the_issue()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        await audit.RunAsync();
        var before = audit.Issues.Single().Description!;
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        await audit.RunAsync();
        var during = audit.Issues.Single().Description!;
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.OwnerToken;
        await audit.RunAsync();
        var marks = System.Text.RegularExpressions.Regex.Matches(before, "<!-- f:[0-9a-f]{16}").Select(m => m.Value).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(marks, Is.Not.Empty);
            Assert.That(during, Does.Contain("**Not evaluated: nobody knows how Calendly stands.**"));
            Assert.That(marks, Has.All.Matches<string>(mark => during.Contains(mark!, StringComparison.Ordinal)));
            Assert.That(SandboxedAudit.WithoutRunLines(audit.Issues.Single().Description!), Is.EqualTo(SandboxedAudit.WithoutRunLines(before)));
        });
    }
}
