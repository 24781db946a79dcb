using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.Faults;
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
            Assert.That(writes, Is.EqualTo(2), "the issue and its memory");
            Assert.That(first.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(second.Issue!.Change, Is.EqualTo(IssueChange.None));
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes));
            Assert.That(audit.Issues.Single().Confidential, Is.True);
        });
    }

    [Test]
    public async Task What_is_settled_is_unknown_where_the_last_reading_is_not_believed()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var first = audit.Issues.Single();
        var memory = SandboxedAudit.MemoriesOf(first).Single();
        audit.Sandbox.GitLab.Tracker.EditNote(first.Iid, memory.Id, memory.Body.Replace("open", "shut", StringComparison.Ordinal));
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(first.Description, Does.Match(@"\| \*\*High\*\* \| \d+ \| 0 \|"), "nothing can be settled yet");
            Assert.That(audit.Issues.Single().Description, Does.Match(@"\| \*\*High\*\* \| \d+ \| – \|"));
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
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(2), "only the run in between wrote");
            Assert.That(wouldOpen.Issue!.Change, Is.EqualTo(IssueChange.WouldOpen));
            Assert.That(wouldUpdate.Issue!.Change, Is.EqualTo(IssueChange.WouldUpdate));
            Assert.That(
                wouldUpdate.Issue!.Difference,
                Has.Some.Matches<string>(line => line!.StartsWith('+') && line.Contains("Eve", StringComparison.Ordinal))
            );
        });
    }

    [Test]
    public async Task Renaming_and_relabelling_the_issue_leads_to_no_second_one()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Change("sandbox/audits", "sandbox/audits\n  labels: [\"Category::Audit\", second]");
        await audit.RunAsync();
        Assert.That(audit.Issues.Single().Labels, Is.EqualTo(new[] { "Category::Audit", "second" }));
        audit.Sandbox.GitLab.Tracker.Edit(
            audit.Sandbox.GitLab.UserOf(0),
            1,
            issue => issue with { Title = "Renamed", Labels = issue.Labels.Clear().Add("mine") }
        );
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var outcome = await audit.RunAsync();
        var kept = audit.Issues.Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(kept.Title, Is.EqualTo("Renamed"));
            Assert.That(kept.Labels, Is.EqualTo(new[] { "mine" }));
        });
    }

    [Test]
    public async Task A_closed_issue_stays_closed_until_a_new_finding_opens_it_once_and_says_why(
        [Values("Eve", "Fixed: no longer found on 2026-11-30.", "Waived since x.")] string name
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        var stranger = organization.Add("Mallory", "mallory@evil.example");
        await audit.RunAsync();
        var (tracker, person) = (audit.Sandbox.GitLab.Tracker, audit.Sandbox.GitLab.UserOf(0));
        void Close() => tracker.Edit(person, 1, issue => issue with { Closed = true });
        Close();
        organization.Remove(stranger);
        var same = await audit.RunAsync();
        var stayed = audit.Issues.Single().Closed;
        organization.Add(name, "eve@evil.example");
        await audit.RunAsync();
        var reopened = audit.Issues.Single();
        Close();
        await audit.RunAsync();
        var notes = SandboxedAudit.NotesOf(audit.Issues.Single()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(same.Issue!.IsClosed, Is.True);
            Assert.That(stayed, Is.True, "nothing new");
            Assert.That(reopened.Closed, Is.False);
            Assert.That(audit.Issues.Single().Closed, Is.True, "nothing new since it was closed again");
            Assert.That(notes, Has.Count.EqualTo(1));
            Assert.That(
                notes.Single(),
                Does.StartWith("This issue was closed, and since then 1 finding has come up that it did not show; it is open again.")
            );
        });
    }

    [Test]
    public async Task A_run_that_changes_nothing_reads_little_of_the_tracker_and_writes_nothing(
        [Values] bool isRelabelled,
        [ValueSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))] string platform
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: platform);
        audit.Change("sandbox/audits", "sandbox/audits\n  labels: [audit]");
        for (var i = 0; i < 250; i++)
        {
            audit.Sandbox.GitLab.Tracker.Open(
                audit.Sandbox.GitLab.UserOf(0),
                $"Something else {i}",
                issue => issue with { Labels = issue.Labels.Add("other") }
            );
        }

        await audit.RunAsync();
        audit.Sandbox.GitLab.Tracker.Edit(
            audit.Sandbox.GitLab.UserOf(0),
            251,
            issue => isRelabelled ? issue with { Labels = issue.Labels.Clear() } : issue
        );
        var before = audit.Sandbox.Requests.All.Count;
        var outcome = await audit.RunAsync();
        var requests = audit
            .Sandbox.Requests.All.Skip(before)
            .Where(r =>
                r.Target.StartsWith("/gitlab/", StringComparison.Ordinal) && r.Target.Contains("/issues", StringComparison.Ordinal)
            )
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.None));
            Assert.That(requests.Select(r => r.Method), Is.All.EqualTo("GET"));
            Assert.That(
                requests.Select(r => r.Target.Split("/issues")[1]).ToList(),
                Has.Count.EqualTo(6)
                    .And.One.StartsWith("/251/notes?")
                    .And.One.StartsWith("/251/discussions?")
                    .And.One.Contains("labels=audit")
                    .And.None.Contains("state=opened")
                    .And.None.Contains("author"),
                "what the last run has left, whether there is an overview, then the issue, of every state and author"
            );
        });
    }

    [Test]
    public async Task An_issue_that_was_moved_to_another_project_is_said_and_neither_reopened_nor_opened_again()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        audit.Sandbox.GitLab.Tracker.Edit(audit.Sandbox.GitLab.UserOf(0), 1, issue => issue with { Closed = true, MovedToId = 4711 });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        Assert.That(
            audit.RunAsync,
            Throws
                .TypeOf<AuditException>()
                .With.Message.Contains(
                    "/issues/1 was moved to another project. Write that project as tracker.project into the settings, where the issue "
                        + "is found by its mark, or move it back; nothing was written."
                )
        );
        Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(2), "the opening, with its memory");
    }

    [Test]
    public async Task What_people_typed_and_ticked_survives_a_run()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        await audit.RunAsync();
        var person = audit.Sandbox.GitLab.UserOf(0);
        var typed = audit
            .Issues.Single()
            .Description!.Replace("## Notes", "## Notes\r\n\r\nAsked everybody on Monday.  \r\n", StringComparison.Ordinal);
        var box = typed.IndexOf("- [ ] ", StringComparison.Ordinal);
        typed = typed[..box] + "- [x] " + typed[(box + 6)..];
        var cell = typed.IndexOf("|  |\n", typed.IndexOf("| Justification |", StringComparison.Ordinal), StringComparison.Ordinal) + 2;
        typed = typed[..cell] + "booking page for partners" + typed[cell..];
        audit.Sandbox.GitLab.Tracker.Edit(person, 1, issue => issue with { Description = typed });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Aaa", "aaa@evil.example");
        await audit.RunAsync();
        var after = audit.Issues.Single().Description!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.Contain("## Notes\r\n\r\nAsked everybody on Monday.  \r\n"));
            Assert.That(after, Does.Contain(typed[box..typed.IndexOf('\n', box)]));
            Assert.That(after, Does.Contain("| booking page for partners |"));
            Assert.That(after, Does.Contain("Aaa"));
        });
    }

    [Test]
    public async Task What_nobody_looks_for_any_more_is_not_called_fixed_and_an_empty_table_of_it_not_empty()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, "pagerduty");
        await audit.RunAsync();
        var ids = IssueBody.Parse(audit.Issues.Single().Description!).OpenIds;
        audit.Change("  pagerduty:\n", "  pagerduty:\n    checks: {account-has-teammate: false}\n");
        await audit.RunAsync();
        var description = audit.Issues.Single().Description!;
        var gone = ids.Except(IssueBody.Parse(description).OpenIds).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(gone, Is.Not.Empty);
            Assert.That(gone.Where(id => !description.Contains($"`{id}` Check switched off: not looked for since ")), Is.Empty);
            Assert.That(description, Does.Not.Contain("Fixed: no longer found"));
            Assert.That(
                description,
                Does.Contain("### Those in PagerDuty but not part of support team\n\nNot looked for: the check is switched off.\n")
            );
            Assert.That(File.ReadAllText(audit.Output("report.html")), Does.Contain("Not looked for: the check is switched off."));
        });
    }

    [Test]
    public async Task An_issue_that_would_be_too_long_loses_the_teams_table_first_and_says_what_is_left_out()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 5000, DisplayNames = [new string('|', 900)] });
        await audit.RunAsync();
        var issue = audit.Issues.Single().Description!;
        var findings = audit.Report()["findings"]!.Count();
        var listed = System.Text.RegularExpressions.Regex.Count(issue, "(?m)^ *- \\[.\\] `F");
        Assert.Multiple(() =>
        {
            Assert.That(issue, Has.Length.LessThan(1_048_576));
            Assert.That(issue, Does.Contain("The table of 5000 people would make this issue too long and is left out.\n"));
            Assert.That(
                issue,
                Does.Not.Contain("\nNobody.").And.Not.Contain("all there is to do"),
                "what is left out is there all the same"
            );
            Assert.That(listed, Is.LessThan(findings), "else the test proves nothing");
            Assert.That(
                issue,
                Does.Contain($"… and {findings - listed} more: this issue would become too long. All of them are in `report.json`.")
            );
        });
    }

    [Test]
    public async Task With_20000_findings_the_issue_is_valid_shows_as_many_as_fit_and_says_where_the_rest_and_the_evidence_are()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Change("\n  calendly:\n", "\n  calendly:\n    requests_per_minute: 100000\n");
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        for (var i = 0; i < 20_000; i++)
        {
            organization.Add($"Stranger {i}", $"s{i}@evil.example");
        }

        await audit.RunAsync();
        var opened = audit.Issues.Single().Description!;
        organization.Add("One more", "one.more@evil.example");
        var people = new string('p', 200_000);
        audit.Sandbox.GitLab.Tracker.Edit(
            audit.Sandbox.GitLab.UserOf(0),
            1,
            issue => issue with { Description = issue.Description + people }
        );
        await audit.RunAsync();
        await audit.RunAsync();
        var after = audit.Issues.Single();
        var findings = audit.Report()["findings"]!.Count();
        var listed = System.Text.RegularExpressions.Regex.Count(after.Description!, "(?m)^ *- \\[.\\] `F");
        Assert.Multiple(() =>
        {
            Assert.That(opened, Has.Length.InRange(800_000, 1_048_576), "as many as fit");
            Assert.That(after.Description, Has.Length.InRange(900_000, 1_048_576).And.EndsWith(people));
            Assert.That(
                after.Description,
                Does.Contain($"… and {findings - listed} more: this issue would become too long. All of them are in `report.json`.")
            );
            Assert.That(
                after.Description,
                Does.Contain("There is no room for it here: it stands in a note of this issue, and in `report.json`.")
            );
            Assert.That(SandboxedAudit.NotesOf(after), Has.One.Items.And.All.Contain("What must hold"), "written once, then changed");
        });
    }

    [Test]
    public async Task People_are_mentioned_only_when_it_is_switched_on_once_each_and_only_with_something_open([Values] bool isOn)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        audit.Change("sandbox/audits", $"sandbox/audits\n  mention: {(isOn ? "true" : "false")}");
        var outcome = await audit.RunAsync();
        var named = outcome
            .Report.Findings.Select(f => f.Teammate?.GitLabUsername)
            .OfType<string>()
            .Select(name => "@" + name)
            .Distinct()
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(named, Is.Not.Empty);
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(write => write.Mentions), Is.EquivalentTo(isOn ? named : []));
            Assert.That(
                named,
                Has.All.Matches<string>(name =>
                    System.Text.RegularExpressions.Regex.Count(audit.Issues.Single().Description!, name + @"\b") == (isOn ? 1 : 0)
                )
            );
        });
    }

    [TestCase(429, "Retry later", 2)]
    [TestCase(409, """{"message":"409 Conflict: Resource lock"}""", 2)]
    [TestCase(409, """{"message":"Label already exists"}""", 1)]
    [TestCase(409, """{"message":{"error":"409 Conflict"},"needs_captcha_response":true,"spam_log_id":1}""", 1)]
    [TestCase(412, """{"message":"412 Precondition Failed"}""", 1)]
    [TestCase(503, "Retry later", 1)]
    public async Task A_write_that_was_refused_for_haste_or_a_lock_is_sent_again_and_no_other(int status, string said, int sent)
    {
        await using var server = new ScriptedServer(
            (_, before) => before == 0 ? Reply.Text(said, "Retry-After: 0\r\n", status) : Reply.Json("{}", status: 201)
        );
        var credential = Credential.PrivateToken("GL_TOKEN", "glpat-12345678");
        using var transport = ApiClient.NewTransport();
        using var handler = new RetryHandler(
            "GitLab",
            new RetryOptions(),
            RateLimits.Unknown,
            new RateBudget(RateLimits.Unknown, TimeProvider.System),
            TimeProvider.System,
            RunLog.Silent,
            new CredentialHandler(server.Address, credential, transport)
        );
        using var http = new HttpClient(handler, disposeHandler: false);
        using var content = new StringContent("{}");
        using var response = await http.PostAsync(new Uri(server.Address, "notes"), content);
        Assert.Multiple(() =>
        {
            Assert.That(server.Requests, Has.Count.EqualTo(sent));
            Assert.That(
                server.Requests,
                Has.All.Matches<string>(head => System.Text.RegularExpressions.Regex.Count(head!, "glpat-12345678") == 1),
                "the token stands there once, also the second time"
            );
        });
    }

    [Test]
    public async Task The_issue_reads_as_reviewed()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, Seed = 1 });
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse("FY27-Q4") };
        await audit.RunAsync();
        var issue = SandboxedAudit.WithoutRunLines(await File.ReadAllTextAsync(audit.Output("issue.md")));
        Golden.AssertEqual(
            "calendly-issue.md",
            System.Text.RegularExpressions.Regex.Replace(issue, @"(?<=Due on \*\*)[0-9-]{10}(?=\*\*)", "2026-12-14")
        );
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
        var marks = System.Text.RegularExpressions.Regex.Matches(before, "(?m)^- \\[.\\] `F[0-9a-f]{8}`").Select(m => m.Value).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(marks, Is.Not.Empty);
            Assert.That(during, Does.Contain("**Not evaluated: this run could not tell how Calendly stands.**"));
            Assert.That(marks, Has.All.Matches<string>(mark => during.Contains(mark!, StringComparison.Ordinal)));
            Assert.That(
                SandboxedAudit.WithoutRunLines(audit.Issues.Single().Description!),
                Is.EqualTo(SandboxedAudit.WithoutRunLines(before))
            );
        });
    }

    [Test]
    [NonParallelizable]
    public async Task A_tracker_that_stalls_is_asked_again([Values("stall", "reset", "503", "empty", "truncated")] string kind)
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 10,
                Clock = new SteeredClock(),
                Faults = Fault.Parse([$"gitlab /api/v4/projects/sandbox%2Faudits/issues#1 {kind}"]),
            }
        );
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
    }

    [Test]
    [NonParallelizable]
    public async Task An_issue_whose_opening_stalled_is_not_opened_twice()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 10,
                Clock = new SteeredClock(),
                Faults = Fault.Parse(["gitlab /api/v4/projects/sandbox%2Faudits/issues#6 stall"]),
            }
        );
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Sandbox.Requests.Writes.Select(w => w.Fault), Has.One.EqualTo("stall"), "else the test proves nothing");
            Assert.That(audit.Issues, Has.Count.EqualTo(1));
        });
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task A_list_of_issues_that_leads_back_to_itself_ends_in_a_sentence(CancellationToken cancellationToken)
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = 10, Faults = Fault.Parse(["gitlab /api/v4/projects/sandbox%2Faudits/issues repeated-cursor"]) }
        );
        var failure = (await Assert.ThrowsAsync<AuditException>(() => audit.RunAsync().WaitAsync(cancellationToken)))!;
        Assert.That(
            failure.Message,
            Does.Contain("the page says that the next one is one that was already read, so the list would never end.")
        );
    }

    [Test]
    public async Task What_the_tracker_sends_back_in_a_refusal_is_redacted()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = 10, Faults = Fault.Parse(["gitlab /api/v4/projects/sandbox%2Faudits/issues echo"]) }
        );
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain("GitLab answered 403 (not for"));
            Assert.That(failure.ToString(), Does.Contain("[redacted]").And.Not.Contain(audit.Variables["GL_TOKEN"]));
        });
    }
}
