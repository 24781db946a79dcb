using AngleSharp.Dom;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.FollowUp;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tests.Reporting;

namespace PlatformAudits.Tests;

/// <summary>What an auditor reads at the end of the page, once people have worked on the issue.</summary>
public sealed class ReportRunTests
{
    private const int Somebody = 3;
    private const string Words = "A contractor of <b>ours</b>, until @all \\| /close March";
    private const string Shown = "A contractor of <b>ours</b>, until @all | /close March";

    [Test]
    public async Task After_the_close_the_page_tells_who_decided_reviewed_and_closed_and_nothing_is_called_done_that_is_still_found()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 });
        var report = (await audit.RunAsync()).Report;
        var before = FilesOf(audit.Request.OutputFolder);
        var ticked = Tick(audit);
        var justified = Justify(audit);
        var reviewer = ReviewerOf(audit);
        Review(audit, reviewer, "**Reviewed**: all is <i>well</i>.");
        Comment(audit, reviewer, "Approved, though not in its thread");
        Edit(audit, reviewer, issue => issue with { Closed = true });
        var asked = audit.Sandbox.Requests.All.Count;
        var outcome = (await audit.WriteReportsAsync()).Single();
        using var page = Activity.PageOf(audit.Output("report.html"));
        var (decisions, reviews, outcomes) = (RowsOf(page, "decisions"), RowsOf(page, "reviews"), RowsOf(page, "outcome"));
        var requests = audit.Sandbox.Requests.All.Skip(asked).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.IsWritten, Is.True, outcome.Line);
            Assert.That(outcome.Line, Does.EndWith("/-/issues/1 tells: closed, 2 findings decided by people, 1 review."));
            Assert.That(decisions, Has.Count.EqualTo(2));
            Assert.That(decisions.Single(row => row[0] == ticked)[2], Is.EqualTo("ticked"));
            Assert.That(decisions.Single(row => row[0] == ticked)[4], Is.EqualTo(audit.Sandbox.GitLab.UserOf(Somebody).Name));
            Assert.That(decisions.Single(row => row[0] == ticked)[5], Does.EndWith(" UTC"));
            Assert.That(decisions.Single(row => row[0] == justified)[2..4], Is.EqualTo(new[] { "justified", Shown }));
            Assert.That(
                reviews.Select(row => (row[0], row[2], row[3])),
                Is.EqualTo(
                    new[]
                    {
                        (NameOf(audit, reviewer), "Reviewed: all is well.", "yes"),
                        (
                            NameOf(audit, reviewer),
                            "Approved, though not in its thread",
                            "no: it does not stand in the thread in which the review is asked for"
                        ),
                    }
                )
            );
            Assert.That(outcomes.Single(row => row[0] == "Closed")[1], Does.EndWith($" UTC, by {NameOf(audit, reviewer)}"));
            Assert.That(outcomes.Single(row => row[0] == ticked)[2], Does.Match("^ticked after the reading of .* no reading shows that"));
            Assert.That(outcomes.Count(row => row.Count == 5), Is.EqualTo(report.Findings.Count));
            Assert.That(
                page.QuerySelector("#outcome")!.TextContent,
                Does.Not.Contain("done").And.Not.Contain("fixed").And.Not.Contain("gone s")
            );
            Assert.That(page.QuerySelectorAll("#findings tr.decided"), Has.Exactly(2).Items);
            Assert.That(FilesOf(audit.Request.OutputFolder), Is.EquivalentTo(before), "nothing but page and review");
            Assert.That(requests.Select(r => $"{r.Method} {r.Target}"), Has.All.StartsWith("GET /gitlab/"));
        });
        Assert.That(
            (await VerifyAsync(audit.Request.OutputFolder)).Single().Line,
            Does.Contain(": as it was written; ").And.Contain("review.json")
        );
    }

    [Test]
    public async Task Who_was_asked_when_and_answered_what_stands_beside_the_finding()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 });
        var report = (await audit.RunAsync()).Report;
        var (finding, person) = report
            .Findings.Where(f => f.Teammate is not null)
            .Select(f =>
                (f, audit.Sandbox.World.Teammates.First(t => t.Email.Trim().Equals(f.Teammate!.Email, StringComparison.OrdinalIgnoreCase)))
            )
            .First(found => found.Item2.ValueOf<string>("gitlab.username") == audit.Sandbox.GitLab.UserOf(found.Item2.Index).Username);
        var digits = PersonDigits.Of(finding.Teammate!.Email);
        Answer(
            audit,
            person.Index,
            Mark(NoteKind.Step, digits, $"{finding.Key.Digits}:1", digits),
            "Is on it,\n\n> quoted\n\nand <b>soon</b>."
        );
        await audit.WriteReportsAsync();
        using var page = Activity.PageOf(audit.Output("report.html"));
        var row = RowsOf(page, "outcome").Single(row => row[1] == finding.Text);
        Assert.Multiple(() =>
        {
            Assert.That(row[2], Does.Match("^open: the reading of .* finds it$"));
            Assert.That(
                row[3],
                Does.Match($"^[0-9: -]{{19}} UTC: {System.Text.RegularExpressions.Regex.Escape(finding.Teammate!.Name)}$")
            );
            Assert.That(row[4], Does.StartWith($"Is on it, and soon. ({NameOf(audit, person.Index)}, ").And.EndWith(" UTC)"));
        });
    }

    [Test]
    public async Task What_a_later_run_no_longer_finds_is_gone_since_that_run_also_on_the_page_of_an_earlier_one()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        var stranger = organization.Add("Mallory", "mallory@evil.example");
        audit.Request = audit.Request with { Period = (await audit.RunAsync()).Report.Period };
        using var earlier = new KeptEvidence(audit.Request.OutputFolder);
        organization.Remove(stranger);
        await audit.RunAsync(new ScriptedClock(DateTimeOffset.UtcNow.AddMinutes(1)));
        using var page = Activity.PageOf(audit.Output("report.html"));
        var outcome = (await audit.WriteReportsAsync(earlier.Path)).Single();
        using var older = Activity.PageOf(earlier.File("report.html"));
        var ended = page.QuerySelectorAll("#findings tr.decided").Select(row => row.TextContent).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.IsWritten, Is.True, outcome.Line);
            Assert.That(
                ended,
                Has.One.Contains("mallory@evil.example").And.One.Match("gone since [0-9-]{10} [0-9:]{5} UTC, run [0-9a-f]{12}")
            );
            Assert.That(
                older.QuerySelectorAll("#findings tr.decided").Select(row => row.TextContent),
                Has.One.Contains("mallory@evil.example").And.One.Contains("gone since ")
            );
            Assert.That(RowsOf(older, "outcome").Where(row => row.Count == 5).Select(row => row[2]), Has.One.StartsWith("gone since "));
        });
        Assert.That((await earlier.VerifyAsync()).Single().IsIntact, Is.True);
    }

    [Test]
    public async Task A_waiver_that_came_after_the_run_is_a_decision_and_no_change_of_what_was_read()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var finding = (await audit.RunAsync()).Report.Findings[0];
        audit.Write(
            "waivers.yaml",
            $"""
            waivers:
              - platform: calendly
                check: {finding.Key.Check}
                account: "{finding.Key.Subject}"
                owner: Ada
                reason: Starts next month
                link: https://gitlab.example.com/1
                expires: {DateTime.UtcNow.AddDays(30):yyyy-MM-dd}
            """
        );
        var outcome = (await audit.WriteReportsAsync()).Single();
        using var page = Activity.PageOf(audit.Output("report.html"));
        var decision = RowsOf(page, "decisions").Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.IsWritten, Is.True, outcome.Line);
            Assert.That(decision[1..3], Is.EqualTo(new[] { finding.Text, "waived since" }));
            Assert.That(decision[3], Does.Match("^until [0-9-]{10} by Ada: Starts next month$"));
            Assert.That(page.QuerySelector("#waived p")!.TextContent, Is.EqualTo("None."));
            Assert.That(
                page.QuerySelectorAll("#findings tr.decided td").Select(cell => cell.TextContent),
                Has.One.Match("^waived until [0-9-]{10} by Ada: Starts next month$")
            );
        });
    }

    [Test]
    public async Task A_folder_whose_evidence_can_not_be_replayed_is_told_and_does_not_stop_the_others()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        using var archive = new KeptEvidence(audit.Request.OutputFolder);
        foreach (var name in new[] { "changed", "spoilt", "whole" })
        {
            KeptEvidence.Copy(audit.Request.OutputFolder, archive.File($"audits/{name}"));
        }

        await File.AppendAllTextAsync(Directory.GetFiles(archive.File("audits/spoilt/snapshot"), "memberships-*")[0], " ");
        await File.AppendAllTextAsync(archive.File("audits/changed/issue.md"), " ");
        var before = await File.ReadAllBytesAsync(archive.File("audits/spoilt/report.html"));
        var outcomes = await audit.WriteReportsAsync(archive.File("audits"));
        Assert.Multiple(() =>
        {
            Assert.That(outcomes.Select(outcome => outcome.IsWritten), Is.EqualTo(new[] { false, false, true }));
            Assert.That(
                outcomes[0].Line,
                Is.EqualTo(
                    "changed: the report was left as it is. Replaying its snapshot: issue.md is not what the evidence gives. Use the "
                        + "templates that it was written with, and unchanged evidence."
                )
            );
            Assert.That(
                outcomes[1].Line,
                Does.StartWith("spoilt: the report was left as it is. Replaying ").And.Contain(" was changed after")
            );
            Assert.That(File.ReadAllBytes(archive.File("audits/spoilt/report.html")), Is.EqualTo(before));
            Assert.That(Directory.GetFiles(archive.File("audits"), ".lock", SearchOption.AllDirectories), Is.Empty);
        });
        Assert.That(await audit.WriteReportsAsync(archive.File("audits/whole/snapshot/inputs")), Is.Empty, "no audit's snapshot is there");
        Assert.That(await audit.WriteReportsAsync(archive.File("nowhere")), Is.Empty);
    }

    [Test]
    public async Task Where_the_issue_can_not_be_read_the_last_page_stays()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var before = await File.ReadAllBytesAsync(audit.Output("report.html"));
        audit.Variables["GL_TOKEN"] = "wrong-token-of-somebody";
        var outcome = (await audit.WriteReportsAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.IsWritten, Is.False);
            Assert.That(outcome.Line, Does.Contain("the report was left as it is. ").And.Contain("GL_TOKEN"));
            Assert.That(File.ReadAllBytes(audit.Output("report.html")), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task An_audit_that_can_not_read_the_issue_says_that_nobody_knows_and_calls_nothing_open_or_closed()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["GL_TOKEN"] = "wrong-token-of-somebody";
        Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>());
        using var page = Activity.PageOf(audit.Output("report.html"));
        Assert.That(
            new[] { "decisions", "reviews", "outcome" }.Select(id => page.QuerySelector($"#{id} p")!.TextContent),
            Has.All.StartsWith("Nobody knows, because the issue could not be read. ")
        );
    }

    [Test]
    public async Task Without_a_follow_up_decisions_are_told_all_the_same_and_no_note_counts_as_a_review()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var yaml = audit.Sandbox.SettingsYaml;
        audit.Change(yaml[..yaml.IndexOf("team:", StringComparison.Ordinal)], "");
        await audit.RunAsync();
        var ticked = Tick(audit);
        Comment(audit, 2, "Reviewed");
        await audit.RunAsync();
        using var page = Activity.PageOf(audit.Output("report.html"));
        Assert.Multiple(() =>
        {
            Assert.That(RowsOf(page, "decisions").Single()[0], Is.EqualTo(ticked));
            Assert.That(
                page.QuerySelector("#reviews p")!.TextContent,
                Does.StartWith("The settings name nobody in follow_up.support_ops_managers")
            );
            Assert.That(
                RowsOf(page, "outcome").Single(row => row[0] == ticked)[2],
                Does.Match("^ticked, and the reading of .* still finds it$")
            );
        });
    }

    [TestCase("\"box\": \"ticked\"", "\"box\": \"empty\"", "report.html is not what the evidence gives")]
    [TestCase("\"schema\": 1,", "\"schema\": 1, ", "review.json is not what the evidence gives")]
    [TestCase("\"schema\": 1,", "\"schema\": 2,", "it was written by a newer version of this program")]
    [TestCase("\"schema\": 1,", "\"schema\": 1,\n  \"done\": true,", "it is not readable (Could not find member 'done'")]
    [TestCase("\"box\": \"ticked\"", "\"box\": \"done\"", "it is not readable (Error converting value \"done\"")]
    [TestCase("\"readAt\": \"2", "\"readAt\": \"x2", "it is not readable (String 'x2")]
    [TestCase("\"platform\": \"calendly\"", "\"platform\": \"pagerduty\"", "it is of pagerduty ")]
    [TestCase("\"address\": \"http", "\"address\": \"javascript", "the address of its issue is none of the web")]
    public async Task A_review_that_somebody_has_changed_is_named(string written, string instead, string named)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        Tick(audit);
        await audit.RunAsync();
        var text = await File.ReadAllTextAsync(audit.Output("review.json"));
        Assert.That(text, Does.Contain(written));
        await File.WriteAllTextAsync(audit.Output("review.json"), text.Replace(written, instead, StringComparison.Ordinal));
        Assert.That(
            (await VerifyAsync(audit.Request.OutputFolder)).Single().Line,
            Does.Contain(": NOT as it was written: ").And.Contain(named)
        );
    }

    [Test]
    public async Task A_review_that_is_gone_is_missed()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        File.Delete(audit.Output("review.json"));
        Assert.That((await VerifyAsync(audit.Request.OutputFolder)).Single().IsIntact, Is.False);
    }

    private static Task<IReadOnlyList<CheckedEvidence>> VerifyAsync(string folder) =>
        new EvidenceCheck(Path.Combine(Repository.Root, "templates")).RunAsync(folder, null, CancellationToken.None);

    /// <summary>Every file but the two that a report is written into, with its bytes.</summary>
    private static List<string> FilesOf(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) is not ("report.html" or "review.json"))
                .Select(file =>
                    $"{file} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"
                ),
        ];

    private static List<List<string>> RowsOf(IDocument page, string section) =>
        [.. page.QuerySelectorAll($"#{section} tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToList())];

    private static string NameOf(SandboxedAudit audit, int person) => audit.Sandbox.GitLab.UserOf(person).Name;

    private static void Edit(SandboxedAudit audit, int person, Func<Issue, Issue> change) =>
        audit.Sandbox.GitLab.Tracker.Edit(audit.Sandbox.GitLab.UserOf(person), 1, change);

    private static void Comment(SandboxedAudit audit, int person, string text) =>
        audit.Sandbox.GitLab.Tracker.Comment(audit.Sandbox.GitLab.UserOf(person), 1, text);

    /// <summary>Ticks the last finding, and gives its id.</summary>
    private static string Tick(SandboxedAudit audit)
    {
        const string Box = "- [ ] `";
        var text = audit.Issues.Single().Description!;
        var place = text.LastIndexOf(Box, StringComparison.Ordinal);
        Edit(audit, Somebody, issue => issue with { Description = $"{text[..place]}- [x] `{text[(place + Box.Length)..]}" });
        return text.Substring(place + Box.Length, 9);
    }

    /// <summary>Writes a justification into the first row that has a cell for one, and gives the finding's id.</summary>
    private static string Justify(SandboxedAudit audit)
    {
        var text = audit.Issues.Single().Description!;
        var row = text.Split('\n')
            .First(line => line.StartsWith("| `F", StringComparison.Ordinal) && line.EndsWith("|  |", StringComparison.Ordinal));
        Edit(audit, Somebody, issue => issue with { Description = text.Replace(row, $"{row[..^2]}{Words} |", StringComparison.Ordinal) });
        return row.Substring(3, 9);
    }

    /// <summary>Makes somebody the reviewer of whom nothing was found, and gives the number.</summary>
    private static int ReviewerOf(SandboxedAudit audit)
    {
        var found = audit.Report()["findings"]!
            .Select(finding => (string?)finding["teammate"])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reviewer = audit.Sandbox.World.Teammates.First(person =>
            person.Index > Somebody
            && !found.Contains(person.Email.Trim())
            && person.ValueOf<string>("gitlab.username") == audit.Sandbox.GitLab.UserOf(person.Index).Username
        );
        var yaml = audit.Sandbox.SettingsYaml;
        var line = yaml.Split('\n').Single(line => line.TrimStart().StartsWith("reviewers:", StringComparison.Ordinal)).Trim();
        audit.Change(line, $"reviewers: [{reviewer.Email.Trim()}]");
        return reviewer.Index;
    }

    /// <summary>Has the program ask for the review, and somebody write it.</summary>
    private static void Review(SandboxedAudit audit, int reviewer, string text) =>
        Answer(audit, reviewer, Mark(NoteKind.Review, "review", "review:1"), text);

    private static NoteMark Mark(NoteKind kind, string thread, string covers, params string[] to) =>
        new(kind, thread, NoteStage.Sent, DateTimeOffset.UtcNow.AddDays(-1), null, [covers], to, new string('a', 16));

    /// <summary>Has the program begin a thread, and somebody answer in it.</summary>
    private static void Answer(SandboxedAudit audit, int person, NoteMark mark, string text)
    {
        var (tracker, gitLab) = (audit.Sandbox.GitLab.Tracker, audit.Sandbox.GitLab);
        var asked = tracker.Discuss(gitLab.Bot, 1, $"{mark.Line}\n\nPlease look at this.")!;
        tracker.Discuss(gitLab.UserOf(person), 1, text, asked.Discussion);
    }
}
