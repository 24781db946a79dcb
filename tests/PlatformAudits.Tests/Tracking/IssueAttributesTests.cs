using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Tests.Tracking;

/// <summary>GitLab's own attributes of an audit issue: set where nobody has, and people's from then on.</summary>
public sealed class IssueAttributesTests
{
    private const string Labels = """
        sandbox/audits
          severity_labels: {high: "Severity::high", medium: "Severity::medium", low: "Severity::low"}
          verdict_labels: {findings: "Audit::open", clear: "Audit::clear", not_evaluated: "Audit::unknown"}
        """;

    private static readonly DateTimeOffset Monday = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_new_issue_is_due_in_two_weeks_and_assigned_to_the_operator()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        var issue = audit.Issues.Single();
        Assert.Multiple(() =>
        {
            Assert.That(issue.DueDate, Is.EqualTo("2026-12-14"));
            Assert.That(issue.Assignees, Is.EqualTo(new[] { Operator(audit) }));
            Assert.That(issue.Description, Does.Contain("Due on **2026-12-14**."));
            Assert.That(File.ReadAllText(audit.Output("issue.md")), Does.Contain("Due on **2026-12-14**."));
        });
    }

    [Test]
    public async Task Settings_say_in_how_many_days_and_whether_it_is_assigned()
    {
        await using var audit = await StartAsync();
        audit.Change("sandbox/audits", "sandbox/audits\n  due_days: 0\n  assign: false");
        await audit.RunAsync();
        var issue = audit.Issues.Single();
        Assert.Multiple(() =>
        {
            Assert.That(issue.DueDate, Is.Null);
            Assert.That(issue.Assignees, Is.Empty);
            Assert.That(issue.Description, Does.Not.Contain("Due on"));
        });
    }

    [Test]
    public async Task Another_day_and_another_assignee_that_people_have_chosen_stay_and_the_head_says_that_day()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        var person = audit.Sandbox.GitLab.UserOf(5);
        Edit(audit, issue => issue with { DueDate = "2026-12-24", Assignees = [person] });
        Join(audit, "Eve");
        await audit.RunAsync();
        var issue = audit.Issues.Single();
        Assert.Multiple(() =>
        {
            Assert.That(issue.DueDate, Is.EqualTo("2026-12-24"));
            Assert.That(issue.Assignees, Is.EqualTo(new[] { person }));
            Assert.That(issue.Description, Does.Contain("Due on **2026-12-24**.").And.Contain("Eve"));
        });
    }

    [Test]
    public async Task What_people_have_cleared_is_not_set_again()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Edit(audit, issue => issue with { DueDate = null, Assignees = [] });
        Join(audit, "Eve");
        await audit.RunAsync();
        var issue = audit.Issues.Single();
        Assert.Multiple(() =>
        {
            Assert.That(issue.Description, Does.Contain("Eve").And.Not.Contain("Due on"));
            Assert.That(issue.DueDate, Is.Null);
            Assert.That(issue.Assignees, Is.Empty);
        });
    }

    [Test]
    public async Task An_issue_of_an_earlier_version_is_given_both_with_its_next_change()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();

        // As it was before this program knew due dates: GitLab has noted nothing down.
        Edit(audit, issue => issue with { DueDate = null, Assignees = [] });
        Edit(audit, issue => issue with { Notes = issue.Notes.RemoveAll(note => note.System) });
        Join(audit, "Eve");
        await audit.RunAsync();
        var issue = audit.Issues.Single();
        Assert.Multiple(() =>
        {
            Assert.That(issue.DueDate, Is.EqualTo("2026-12-14"));
            Assert.That(issue.Assignees, Is.EqualTo(new[] { Operator(audit) }));
            Assert.That(issue.Description, Does.Contain("Due on **2026-12-14**."));
        });
    }

    [Test]
    public async Task After_that_day_the_head_says_that_it_was_due()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Edit(audit, issue => issue with { DueDate = "2026-11-29" });
        await audit.RunAsync();
        Assert.That(audit.Issues.Single().Description, Does.Contain("It was due on **2026-11-29**."));
    }

    [Test]
    public async Task The_labels_of_severity_and_verdict_follow_the_findings_and_leave_all_others()
    {
        await using var audit = await StartAsync();
        audit.Change("sandbox/audits", Labels);
        await audit.RunAsync();
        var first = audit.Issues.Single().Labels;
        Edit(audit, issue => issue with { Labels = issue.Labels.Add("mine") });
        audit.WaiveAll();
        await audit.RunAsync();
        var second = audit.Issues.Single();
        var writes = audit.Sandbox.Requests.Writes.Count;
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EquivalentTo(new[] { "Audit::open", "Severity::high" }));
            Assert.That(second.Labels, Is.EquivalentTo(new[] { "Audit::clear", "mine" }));
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes), "nothing has changed");
        });
    }

    [TestCase("Severity::low")]
    [TestCase(null)]
    public async Task A_label_that_people_have_changed_stays_as_they_want_it(string? theirs)
    {
        await using var audit = await StartAsync();
        audit.Change("sandbox/audits", Labels);
        await audit.RunAsync();
        Edit(
            audit,
            issue =>
                issue with
                {
                    Labels = theirs is null ? issue.Labels.Remove("Severity::high") : issue.Labels.Remove("Severity::high").Add(theirs),
                }
        );
        Join(audit, "Eve");
        await audit.RunAsync();
        Assert.That(
            audit.Issues.Single().Labels,
            Is.EquivalentTo(theirs is null ? new[] { "Audit::open" } : new[] { "Audit::open", theirs })
        );
    }

    [Test]
    public async Task An_audit_that_was_not_evaluated_says_so_by_its_label_and_keeps_that_of_severity()
    {
        await using var audit = await StartAsync();
        audit.Change("sandbox/audits", Labels);
        await audit.RunAsync();
        audit.Variables["CALENDLY_TOKEN"] = "wrong";
        await audit.RunAsync();
        Assert.That(audit.Issues.Single().Labels, Is.EquivalentTo(new[] { "Audit::unknown", "Severity::high" }));
    }

    private static Task<SandboxedAudit> StartAsync() =>
        SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, Clock = new FakeTimeProvider(Monday) });

    private static GitLabUser Operator(SandboxedAudit audit) => audit.Sandbox.GitLab.UserOf(1);

    private static void Edit(SandboxedAudit audit, Func<Issue, Issue> change) =>
        audit.Sandbox.GitLab.Tracker.Edit(audit.Sandbox.GitLab.UserOf(7), 1, change);

    private static Sandbox.Calendly.Account Join(SandboxedAudit audit, string name) =>
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add(name, $"{name}@evil.example");
}
