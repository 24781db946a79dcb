using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

public sealed class AuditTests
{
    [Test]
    public async Task The_findings_equal_the_plant([Values(1, 10, 150)] int size, [Values(1, 2, 3, 4, 5, 6, 7)] int seed)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = size, Seed = seed });
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted), "in this order: by check, then by account");
            Assert.That(outcome.Report.Verdict, Is.EqualTo(audit.Sandbox.Planted.Count == 0 ? Verdict.Clear : Verdict.Findings));
        });
    }

    [Test]
    public async Task The_findings_equal_the_plant_for_a_large_team([Values(1, 2, 3, 4, 5)] int seed)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 5000, Seed = seed });
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted));
    }

    [Test]
    public async Task A_team_of_one_file_per_person_gives_the_same()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, TeamAsFolder = true });
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted));
    }

    [Test]
    public async Task Names_that_only_look_like_a_teammates_change_no_finding()
    {
        await using var plain = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        var name = plain.Sandbox.World.TeammateAt(3)!.Name;
        string[] names = [name + "\u200b", name.ToUpperInvariant(), "\u202e" + name, name.Replace(" ", "\u00a0\u2009", StringComparison.Ordinal), name + "\u0301", "\ufffe" + name, "か\u3099 " + name];
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, DisplayNames = names });
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted));
    }

    [Test]
    public async Task Hostile_display_names_change_no_finding_and_activate_nothing()
    {
        string[] names = ["@all", "/close", "a | b", "--> x", "<!-- platform-audits:end -->", "![x](https://evil.example)", "{{ 1/0 }}", "\u202eevil", "`", "- [x] done", "#1 !2 ~l", "A\nB"];
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, DisplayNames = names });
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted));
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions)), Is.Empty);
        });
    }

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
            Assert.That(Issues(audit).Single().Confidential, Is.True);
        });
    }

    [Test]
    public async Task A_changed_fact_brings_the_same_issue_up_to_date()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var stranger = audit.Sandbox.Calendly.Organization.Add("Eve", "eve@evil.example");
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(Issues(audit).Single().Description, Does.Contain("Eve"));
            Assert.That(audit.Found().Select(f => f.Account), Does.Contain(stranger.UserUri));
            Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted));
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
        audit.Sandbox.Calendly.Organization.Add("Eve", "eve@evil.example");
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
        Assert.That(Issues(audit).Single().Labels, Is.EqualTo(new[] { "Category::Audit", "second" }));
        var person = audit.Sandbox.GitLab.UserOf(0);
        audit.Sandbox.GitLab.Tracker.Edit(person, Issues(audit).Single().Iid, issue => issue with { Title = "Renamed", Labels = issue.Labels.Clear().Add("mine"), Closed = closed });
        audit.Sandbox.Calendly.Organization.Add("Eve", "eve@evil.example");
        var outcome = await audit.RunAsync();
        var kept = Issues(audit).Single();
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
        var typed = Issues(audit).Single().Description!.Replace("## Notes", "## Notes\r\n\r\nAsked everybody on Monday.  \r\n", StringComparison.Ordinal);
        var box = typed.IndexOf("- [ ] ", StringComparison.Ordinal);
        typed = typed[..box] + "- [x] " + typed[(box + 6)..];
        var cell = typed.IndexOf("<!-- c:", StringComparison.Ordinal);
        cell = typed.IndexOf("-->", cell, StringComparison.Ordinal) + 3;
        typed = typed[..cell] + " booking page for partners" + typed[cell..];
        audit.Sandbox.GitLab.Tracker.Edit(person, 1, issue => issue with { Description = typed });
        audit.Sandbox.Calendly.Organization.Add("Aaa", "aaa@evil.example");
        await audit.RunAsync();
        var after = Issues(audit).Single().Description!;
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
        var issue = Issues(audit).Single().Description!;
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
        Golden.AssertEqual("calendly-issue.md", WithoutRunLines(await File.ReadAllTextAsync(audit.Output("issue.md"))));
    }

    [Test]
    public async Task Another_period_is_another_issue()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse("FY30-Q2") };
        await audit.RunAsync();
        Assert.That(Issues(audit).Select(i => i.Title).Order().Last(), Is.EqualTo("Calendly audit FY30 Q2"));
    }

    [Test]
    public async Task A_replay_gives_the_same_report_and_issue_to_the_byte_without_a_network()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, TeamAsFolder = true });
        await audit.RunAsync();
        var recorded = audit.Output("snapshot");
        var before = (await File.ReadAllBytesAsync(audit.Output("report.json")), await File.ReadAllBytesAsync(audit.Output("issue.md")), await File.ReadAllBytesAsync(audit.Output("junit.xml")));
        var asked = audit.Sandbox.Requests.Received;
        audit.Variables.Clear();
        audit.Request = audit.Request with { ReplayFolder = recorded, OutputFolder = audit.Output("replayed"), SettingsPath = "/nowhere", WaiversPath = "/nowhere" };
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(before.Item1));
            Assert.That(File.ReadAllBytes(audit.Output("issue.md")), Is.EqualTo(before.Item2));
            Assert.That(File.ReadAllBytes(audit.Output("junit.xml")), Is.EqualTo(before.Item3));
            Assert.That(audit.Sandbox.Requests.Received, Is.EqualTo(asked));
            Assert.That(outcome.Issue, Is.Null);
        });
    }

    [Test]
    public async Task A_snapshot_that_somebody_changed_is_not_replayed()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var file = Directory.GetFiles(audit.Output("snapshot"), "memberships-*.json")[0];
        await File.AppendAllTextAsync(file, " ");
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>().With.Message.Contains($"{Path.GetFileName(file)} was changed after it was written"));
    }

    [Test]
    public async Task A_manifest_that_somebody_changed_is_not_replayed()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var manifest = Path.Combine(audit.Output("snapshot"), "manifest.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"rows\": 1", "\"rows\": 2", StringComparison.Ordinal));
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>().With.Message.Contains("its seal does not fit"));
    }

    [Test]
    public async Task The_manifest_tells_who_asked_what_when_and_what_came_back()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(audit.Output("snapshot"), "manifest.json"));
        var manifest = JObject.Parse(text);
        var memberships = manifest["exchanges"]!.Single(e => (string?)e["list"] == "memberships");
        Assert.Multiple(() =>
        {
            Assert.That((string?)manifest["systems"]![1]!["credentialVariable"], Is.EqualTo("CALENDLY_TOKEN"));
            Assert.That((string?)manifest["systems"]![1]!["credentialIdentity"], Does.Match("^https://api.calendly.com/users/.*, owner of https://api.calendly.com/organizations/"));
            Assert.That((int?)memberships["rows"], Is.EqualTo(audit.Sandbox.Calendly.Organization.Accounts.Count()));
            Assert.That((string?)memberships["path"], Does.StartWith("/organization_memberships?organization=https%3A%2F%2Fapi.calendly.com%2Forganizations%2F"));
            Assert.That((string?)memberships["sha256Received"], Does.Match("^[0-9a-f]{64}$"));
            Assert.That(manifest["inputs"]!.Select(i => (string?)i["file"]), Is.EqualTo(new[] { "inputs/audits.yaml", "inputs/support-team.yaml" }));
            Assert.That(text, Does.Not.Contain(CalendlyVendor.OwnerToken).And.Not.Contain(GitLabVendor.BotToken));
        });
    }

    [Test]
    public async Task The_seal_can_be_computed_with_sed_and_sha256sum()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(audit.Output("snapshot"), "manifest.json"));
        var seal = (string)JObject.Parse(text)["seal"]!;
        var unsealed = System.Text.RegularExpressions.Regex.Replace(text, "\"seal\": \"[0-9a-f]*\"", "\"seal\": \"\"");
        Assert.That(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(unsealed))), Is.EqualTo(seal));
    }

    [Test]
    public async Task Everything_written_is_free_of_the_credentials_and_of_blanked_fields()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        await audit.RunAsync();
        var written = Directory.EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories).Select(File.ReadAllText).Concat(audit.Log.Sentences);
        Assert.That(written, Has.None.Contains(CalendlyVendor.OwnerToken).And.None.Contains(GitLabVendor.BotToken).And.None.Match("\"avatar_url\": ?\"http"));
    }

    [Test]
    public async Task A_waived_finding_stands_apart_and_does_not_count()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var planted = audit.Sandbox.Planted.First(p => p.Check == "account-has-teammate");
        audit.Write("waivers.yaml", $"waivers:\n  - {{platform: calendly, check: {planted.Check}, account: '{planted.Account}', owner: me, reason: partner, expires: 2099-01-01}}\n");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted.Except([planted])));
            Assert.That(audit.Report()["waived"]!.Select(w => (string?)w["account"]), Is.EqualTo(new[] { planted.Account }));
        });
    }

    [Test]
    public async Task A_token_of_a_plain_member_is_no_all_clear()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(outcome.Report.Reasons.Single(), Does.Contain("Calendly answered 403").And.EndsWith("CALENDLY_TOKEN must belong to an owner or admin of the organization and have the scopes users:read, organizations:read and groups:read."));
            Assert.That((string?)audit.Report()["verdict"], Is.EqualTo("not-evaluated"));
            Assert.That(File.ReadAllText(audit.Output("junit.xml")), Does.Contain("<error message="));
        });
    }

    [Test]
    public async Task A_wrong_token_is_no_all_clear_and_is_asked_once()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = "some-other-token";
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Reasons.Single(), Does.EndWith("Calendly answered 401 (Unauthenticated: The access token is invalid). Put a valid personal access token into CALENDLY_TOKEN."));
            Assert.That(audit.Sandbox.Requests.All.Count(r => r.Target.Contains("/users/me", StringComparison.Ordinal)), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task While_a_platform_can_not_be_evaluated_its_last_rows_stay_in_the_issue()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        await audit.RunAsync();
        var before = Issues(audit).Single().Description!;
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        await audit.RunAsync();
        var during = Issues(audit).Single().Description!;
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.OwnerToken;
        await audit.RunAsync();
        var marks = System.Text.RegularExpressions.Regex.Matches(before, "<!-- f:[0-9a-f]{16}").Select(m => m.Value).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(marks, Is.Not.Empty);
            Assert.That(during, Does.Contain("**Not evaluated: nobody knows how Calendly stands.**"));
            Assert.That(marks, Has.All.Matches<string>(mark => during.Contains(mark!, StringComparison.Ordinal)));
            Assert.That(WithoutRunLines(Issues(audit).Single().Description!), Is.EqualTo(WithoutRunLines(before)));
        });
    }

    [TestCase("GL_TOKEN,CALENDLY_TOKEN", "CALENDLY_TOKEN and GL_TOKEN are not set. CALENDLY_TOKEN: a Calendly personal access token of an organization owner or admin, with the scopes users:read, organizations:read and groups:read. GL_TOKEN: a GitLab project or group access token with the scope api and the role Reporter in the tracker's project, and read_api and Reporter in the team file's.")]
    [TestCase("GL_TOKEN", "GL_TOKEN is not set. GL_TOKEN: a GitLab project or group access token with the scope api and the role Reporter in the tracker's project, and read_api and Reporter in the team file's.")]
    public async Task Every_missing_variable_is_named_at_once_with_what_it_needs(string missing, string sentence)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        foreach (var name in missing.Split(','))
        {
            audit.Variables.Remove(name);
        }

        Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>()
            .With.Message.EqualTo($"Preparing the Calendly audit: {sentence} To try the audit without any credential, add --sandbox.")
            .And.Property("Kind").EqualTo(FailureKind.NotEvaluated));
    }

    [Test]
    public async Task A_read_only_tracker_token_fails_the_run_but_keeps_the_report()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["GL_TOKEN"] = GitLabVendor.ReadOnlyToken;
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.Misuse));
            Assert.That(failure.Message, Does.StartWith("Opening the audit issue in sandbox/audits: GitLab answered 403").And.EndsWith("GL_TOKEN needs the scope api and the role Reporter in the project."));
            Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted));
        });
    }

    [Test]
    public async Task A_rate_limit_makes_the_audit_slow_and_not_wrong()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, RequestsPerMinute = 3, Clock = new FastClock() });
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Sandbox.Planted));
            Assert.That(audit.Sandbox.Requests.All.Select(r => r.Status), Has.Some.EqualTo(429), "else the test proves nothing");
            Assert.That(audit.Log.Sentences, Has.Some.Match("Calendly answered 429; waiting .* before the next try\\."));
        });
    }

    [TestCase("team:\n  project: sandbox/nowhere\n", "GitLab answered 404 (404 Project Not Found). Check team.project, team.path and team.ref in audits.yaml, and that GL_TOKEN may read the repository (role Reporter, scope read_api).")]
    [TestCase("team:\n  project: sandbox/support-team\n  ref: nowhere\n", "GitLab answered 404")]
    [TestCase("team:\n  project: sandbox/support-team\n  ref: main\n  path: data/nowhere.yaml\n", "GitLab answered 404")]
    public async Task A_team_file_that_is_not_there_is_no_all_clear(string team, string sentence)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Request = audit.Request with { SettingsPath = audit.Write("other.yaml", team + "tracker: {project: sandbox/audits}\n") };
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(outcome.Report.Reasons.Single(), Does.Contain(sentence));
        });
    }

    [TestCase("/")]
    [TestCase("/api/v4")]
    [TestCase("/api/v4/")]
    public async Task GitLabs_address_may_be_given_with_the_path_of_its_API(string ending)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["GITLAB_URL"] += ending;
        var outcome = await audit.RunAsync();
        Assert.That((outcome.Report.Verdict, outcome.Issue?.Change), Is.EqualTo((Verdict.Findings, IssueChange.Opened)));
    }

    [TestCase("GITLAB_URL", "gitlab.example.com")]
    [TestCase("CALENDLY_URL", "https://me:secret@calendly.example")]
    [TestCase("CALENDLY_URL", "ftp://calendly.example")]
    public async Task An_address_that_is_none_is_refused_without_repeating_it(string variable, string value)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables[variable] = value;
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.StartWith($"Reading {variable}: it must be an address such as https://").And.EndsWith(", without a user, a query or a fragment."));
            Assert.That(failure.Message, Does.Not.Contain("secret"));
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.Misuse));
        });
    }

    [Test]
    public async Task A_bad_team_file_is_named_as_people_know_it()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var path = audit.Write("team.yaml", "- name: Ada\n  email: [x]\n");
        audit.Request = audit.Request with { TeamPath = path };
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Report.Reasons.Single(), Does.Contain($"{path}:2:10:"));
    }

    [Test]
    public async Task A_team_file_inside_the_last_snapshot_is_refused_before_the_snapshot_is_replaced()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var path = Path.Combine(audit.Output("snapshot"), "inputs", "support-team.yaml");
        audit.Request = audit.Request with { TeamPath = path };
        Assert.Multiple(() =>
        {
            Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>().With.Message.Contains($"{path} lies in {audit.Output("snapshot")}, which this run replaces."));
            Assert.That(path, Does.Exist);
        });
    }

    [Test]
    public async Task A_template_with_a_slip_is_shown_with_its_line_and_a_caret()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Write("templates/calendly.scriban-md", "ok\n{{ for x in }}\n");
        audit.Request = audit.Request with { TemplatesFolder = Path.GetDirectoryName(audit.Write("templates/_people.scriban-md", ""))! };
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.That(failure.Message, Does.Match("^Writing the issue: .*templates/calendly\\.scriban-md:2:[0-9]+: .*\\. Mend the template\\.\n  \\{\\{ for x in \\}\\}\n +\\^$"));
    }

    [Test]
    public async Task An_implausibly_small_population_is_no_answer()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Request = audit.Request with { SettingsPath = audit.Write("floor.yaml", audit.Sandbox.SettingsYaml.TrimEnd() + "\n    minimum_accounts: 1000\n") };
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Report.Reasons, Is.EqualTo(new[]
        {
            $"The list of accounts is not implausibly small: this does not hold ({audit.Sandbox.Calendly.Organization.Accounts.Count()} accounts, at least 1000 expected). Look whether the token sees everybody; if the platform has shrunk, lower its minimum_accounts in audits.yaml.",
        }));
    }

    private static IReadOnlyList<Issue> Issues(SandboxedAudit audit) => audit.Sandbox.GitLab.Tracker.Issues;

    private static string WithoutRunLines(string description) =>
        string.Join('\n', description.Split('\n').Where(line => !line.Contains(IssueMarks.Run, StringComparison.Ordinal)));

    /// <summary>A clock that runs sixty times as fast, so that a vendor's minute lasts a second.</summary>
    private sealed class FastClock : TimeProvider
    {
        private const int Speed = 60;
        private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _start + ((DateTimeOffset.UtcNow - _start) * Speed);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / Speed, period);
    }
}
