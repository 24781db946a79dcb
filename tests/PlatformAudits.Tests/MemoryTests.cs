using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.Faults;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.GitLabCom;
using PlatformAudits.Sandbox.OnePassword;
using PlatformAudits.Sandbox.PagerDuty;
using PlatformAudits.Sandbox.Zendesk;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>What a run in a fresh folder, as a job has, knows of those before it: all of it stands on the issue.</summary>
public sealed class MemoryTests
{
    private const string FirstPeriod = "FY27-Q3";
    private const string NextPeriod = "FY27-Q4";

    private int _folders;

    [Test]
    public async Task In_fresh_folders_a_drop_is_noticed_and_what_is_the_same_is_not_written_again(
        [ValueSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))] string platform
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 }, platform);
        var first = await RunFreshAsync(audit, FirstPeriod);
        var (writes, count) = (WritesOf(audit), audit.Planted.Count);
        var same = await RunFreshAsync(audit, FirstPeriod);
        var writesOfSame = WritesOf(audit) - writes;
        await RunFreshAsync(audit, NextPeriod);
        var since = audit.Report()["previous"];
        var (issue, memory) = (audit.Issues[^1].Description, MemoriesOf(audit).ToList());
        RemoveAThird(audit);
        var dropped = await RunFreshAsync(audit, NextPeriod);
        Assert.Multiple(() =>
        {
            Assert.That((first.Report.Verdict, same.Report.Verdict), Is.EqualTo((Verdict.Findings, Verdict.Findings)));
            Assert.That(first.Report.Completeness.Select(c => c.Statement), Has.One.StartsWith("First reading"));
            Assert.That(same.Report.Completeness.Select(c => c.Statement), Has.None.StartsWith("First reading"));
            Assert.That(same.Report.Completeness.Select(c => c.Statement), Has.One.StartsWith("Nothing has shrunk by more than 30 %"));
            Assert.That(writesOfSame, Is.Zero, "nothing changed");
            Assert.That(
                since,
                Is.EqualTo(JObject.Parse($$"""{"period": "{{FirstPeriod}}", "findings": {{count}}, "waived": 0, "new": 0, "gone": 0}"""))
                    .Using<JToken, JToken>(JToken.DeepEquals)
            );
            Assert.That(issue, Does.Contain($"Since FY27 Q3: 0 new, 0 gone; {count} then."));
            Assert.That(dropped.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(dropped.Report.Reasons, Has.Some.StartsWith("Nothing has shrunk by more than 30 % since the last report"));
            Assert.That(audit.Issues[^1].Description, Does.Not.Contain("no longer found:").And.Not.Contain("Fixed"));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(write => write.Mentions), Is.Empty);
            Assert.That(
                MemoriesOf(audit).Select(body => Regex.Replace(body, "[0-9a-f]{64}(?= 1/1)|\"failedAt\":[^,]*", "")),
                Is.EqualTo(memory.Select(body => Regex.Replace(body, "[0-9a-f]{64}(?= 1/1)|\"failedAt\":[^,]*", ""))),
                "of what could not be evaluated only the moment is remembered"
            );
        });
    }

    [Test]
    public async Task A_note_of_anybody_else_is_no_memory_and_neither_is_a_copy_on_another_issue([Values] bool isCopy)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 });
        await RunFreshAsync(audit, FirstPeriod);
        var tracker = audit.Sandbox.GitLab.Tracker;
        var memory = SandboxedAudit.MemoriesOf(audit.Issues.Single()).Single();
        if (isCopy)
        {
            var description = audit.Issues.Single().Description!;
            tracker.Edit(audit.Sandbox.GitLab.Bot, 1, issue => issue with { Description = "Something else." });
            tracker.DeleteNote(1, memory.Id);
            tracker.Open(
                audit.Sandbox.GitLab.Bot,
                "Calendly audit FY27 Q3",
                issue => issue with { Description = description, Confidential = true }
            );
            tracker.Comment(audit.Sandbox.GitLab.Bot, 2, memory.Body);
        }
        else
        {
            tracker.Comment(audit.Sandbox.GitLab.UserOf(0), 1, memory.Body);
            tracker.DeleteNote(1, memory.Id);
        }

        var outcome = await RunFreshAsync(audit, FirstPeriod);
        Assert.Multiple(() =>
        {
            Assert.That(
                outcome.Report.Completeness.Select(c => (c.Statement, c.Holds)),
                Has.One.EqualTo(
                    (isCopy ? "An earlier reading is there that is not believed" : "First reading: no earlier one to compare with", true)
                )
            );
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Findings));
            Assert.That(
                SandboxedAudit.MemoriesOf(audit.Issues[^1]).Select(note => note.Author),
                isCopy ? Has.One.EqualTo(audit.Sandbox.GitLab.Bot) : Has.Exactly(1).EqualTo(audit.Sandbox.GitLab.Bot)
            );
        });
        Assert.That(
            (await RunFreshAsync(audit, FirstPeriod)).Report.Completeness.Select(c => c.Statement),
            Has.One.StartsWith("Nothing has shrunk"),
            "it was written again"
        );
    }

    [TestCase("13", "31", "its seal does not fit its data")]
    [TestCase("```", "~", "its data is gone")]
    [TestCase(" 1/1-->", " 1/2-->", "only 1 of its 2 parts are there")]
    public async Task A_damaged_memory_is_told_is_not_believed_and_is_written_again(string there, string instead, string problem)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        await RunFreshAsync(audit, FirstPeriod);
        Edit(audit, body => body.Replace(there, instead, StringComparison.Ordinal));
        var outcome = await RunFreshAsync(audit, FirstPeriod);
        var report = await File.ReadAllBytesAsync(audit.Output("report.json"));
        var page = await File.ReadAllTextAsync(audit.Output("report.html"));
        var text = outcome.Text.Region;
        var again = await RunFreshAsync(audit, FirstPeriod);
        Assert.Multiple(() =>
        {
            Assert.That(
                outcome.Report.Completeness.Single(c => c.Statement == "An earlier reading is there that is not believed").Figures,
                Does.Contain("/issues/1#note_")
                    .And.Contain($": {problem}; the shrinkage guard and the comparison had nothing to compare with")
            );
            Assert.That(audit.Log.Sentences, Has.Some.Contains(problem));
            Assert.That(page, Does.Contain("An earlier reading is there that is not believed"));
            Assert.That(text, Does.Contain("An earlier reading is there that is not believed"));
            Assert.That(again.Report.Completeness.Select(c => c.Statement), Has.One.StartsWith("Nothing has shrunk"));
            Assert.That(SandboxedAudit.MemoriesOf(audit.Issues.Single()).ToList(), Has.Count.EqualTo(1), "in the same note");
        });
        var folder = Path.Combine(Path.GetDirectoryName(audit.Request.OutputFolder)!, $"job-{_folders - 2}");
        audit.Request = audit.Request with { ReplayFolder = folder, OutputFolder = audit.Output("replayed"), Period = null };
        await audit.RunAsync();
        Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
    }

    [Test]
    public async Task After_a_save_in_the_rich_text_editor_the_memory_is_still_there()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        await RunFreshAsync(audit, FirstPeriod);
        Edit(audit, AfterRichText);
        var writes = WritesOf(audit);
        var outcome = await RunFreshAsync(audit, FirstPeriod);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Completeness.Select(c => c.Statement), Has.One.StartsWith("Nothing has shrunk"));
            Assert.That(WritesOf(audit), Is.EqualTo(writes), "and is left as it is");
        });
    }

    [Test]
    public async Task A_memory_does_nothing_in_GitLab_and_names_nobody()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 });
        await RunFreshAsync(audit, FirstPeriod);
        var body = MemoriesOf(audit).Single();
        var inert = new WrittenText(body);
        Assert.Multiple(() =>
        {
            Assert.That(inert.QuickActions.Concat(inert.Mentions).Concat(inert.References), Is.Empty);
            Assert.That(inert.Activated.Where(what => !what.StartsWith("html", StringComparison.Ordinal)), Is.Empty);
            Assert.That(body, Does.Not.Contain("@").And.Not.Contain("https:"));
            Assert.That(body, Does.Contain("Please leave it as it is."));
        });
    }

    [Test]
    public async Task What_a_newer_program_has_left_stops_the_run_and_nothing_is_written([Values] bool isOfLastPeriod)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        await RunFreshAsync(audit, FirstPeriod);
        Edit(audit, body => Regex.Replace(body, ":memory [0-9]+ ", ":memory 99 "));
        var writes = WritesOf(audit);
        var failure = (await Assert.ThrowsAsync<AuditException>(() => RunFreshAsync(audit, isOfLastPeriod ? NextPeriod : FirstPeriod)))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Does.Contain("was written by a newer version of this program. Update this one; nothing was written.")
            );
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(WritesOf(audit), Is.EqualTo(writes));
        });
    }

    [Test]
    public async Task Where_the_issue_holds_no_memory_the_reports_on_disk_stand_in_and_else_they_do_not_count()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 });
        var history = Path.Combine(Path.GetDirectoryName(audit.Request.OutputFolder)!, "history");
        Waive(audit, audit.Planted[0]);
        await RunFreshAsync(audit, FirstPeriod, history);
        await RunFreshAsync(audit, NextPeriod, history);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(history, "calendly")))
        {
            var report = JObject.Parse(await File.ReadAllTextAsync(file));
            report["findings"]!.Last!.Remove();
            await File.WriteAllTextAsync(file, report.ToString());
        }

        var byIssue = await RunFreshAsync(audit, NextPeriod, history);
        foreach (var issue in audit.Issues)
        {
            audit.Sandbox.GitLab.Tracker.DeleteNote(issue.Iid, SandboxedAudit.MemoriesOf(issue).Single().Id);
        }

        var byDisk = await RunFreshAsync(audit, NextPeriod, history);
        var next = await RunFreshAsync(audit, NextPeriod, history);
        Assert.Multiple(() =>
        {
            Assert.That(byIssue.Report.Since!.New, Is.Zero);
            Assert.That(byDisk.Report.Since!.New, Is.EqualTo(1));
            Assert.That(next.Report.Completeness.Select(c => c.Statement), Has.None.Contains("not believed"));
            Assert.That(byDisk.Report.Completeness.Select(c => c.Statement), Has.One.StartsWith("Nothing has shrunk"));
        });
    }

    [Test]
    public async Task What_was_put_right_or_waived_earlier_in_the_period_stays_known_with_the_run_that_said_so()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 });
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        var eve = organization.Add("Eve", "eve@evil.example");
        await RunFreshAsync(audit, FirstPeriod);
        organization.Remove(eve);
        var waived = audit.Planted[0];
        Waive(audit, waived);
        var ended = await RunFreshAsync(audit, FirstPeriod);
        var (once, run) = (Remembered(audit), ended.Report.Run);
        organization.Add("Mallory", "mallory@evil.example");
        await RunFreshAsync(audit, FirstPeriod);
        var twice = Remembered(audit);
        var replayed = await File.ReadAllBytesAsync(audit.Output("report.json"));
        var key = new FindingKey("account-has-teammate", eve.UserUri).Digits;
        var accepted = new FindingKey(waived.Check, waived.Account).Digits;
        Assert.Multiple(() =>
        {
            foreach (var memory in new[] { once, twice })
            {
                var states = memory.Findings.ToDictionary(finding => finding.Digits, finding => (finding.State, finding.Run));
                Assert.That(states[key], Is.EqualTo((RememberedState.Gone, run)));
                Assert.That(states[accepted], Is.EqualTo((RememberedState.Waived, run)));
                Assert.That(memory.Findings.Select(finding => finding.Person).OfType<string>(), Has.Some.Match("^[0-9a-f]{16}$"));
            }

            Assert.That(twice.OpenCount, Is.EqualTo(once.OpenCount + 1));
        });
        audit.Request = audit.Request with
        {
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
            Period = null,
        };
        await audit.RunAsync();
        Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(replayed));
    }

    [TestCase("403")]
    [TestCase("html")]
    public async Task Where_nobody_can_tell_what_the_last_run_has_left_there_is_no_verdict(string kind)
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 10,
                Clock = new SteeredClock(),
                Faults = Fault.Parse([$"gitlab /api/v4/projects/1002/issues/1/notes#4 {kind}"]),
            }
        );
        await RunFreshAsync(audit, FirstPeriod);
        var outcome = await RunFreshAsync(audit, FirstPeriod);
        var report = await File.ReadAllBytesAsync(audit.Output("report.json"));
        audit.Request = audit.Request with
        {
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
            Period = null,
        };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(outcome.Report.Reasons.Single(), Does.StartWith("Reading the audit issue's notes in sandbox/audits: "));
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
        });
    }

    private static void Waive(SandboxedAudit audit, PlantedFault waived) =>
        audit.Write(
            "waivers.yaml",
            "waivers:\n"
                + $"  - {{platform: calendly, check: {waived.Check}, account: '{waived.Account}', owner: me, reason: agreed, "
                + $"link: 'https://requests.example/1', expires: {DateTime.UtcNow.AddDays(60):yyyy-MM-dd}}}\n"
        );

    /// <summary>As the rich text editor writes it: blocks of their own, blank lines between, line ends of Windows.</summary>
    private static string AfterRichText(string body) =>
        body.Replace("<details><summary>", "<details>\n<summary>", StringComparison.Ordinal)
            .Replace("</summary>\n\n", "</summary>\n", StringComparison.Ordinal)
            .Replace("-->\n\n", "-->\n", StringComparison.Ordinal)
            .Replace("```\n\n</details>", "```\n\n\n</details>", StringComparison.Ordinal)
            .Replace("\n", "\r\n", StringComparison.Ordinal)
            .Trim();

    private static void Edit(SandboxedAudit audit, Func<string, string> change)
    {
        var memory = SandboxedAudit.MemoriesOf(audit.Issues.Single()).Single();
        audit.Sandbox.GitLab.Tracker.EditNote(1, memory.Id, change(memory.Body));
    }

    private static AuditMemory Remembered(SandboxedAudit audit)
    {
        var note = SandboxedAudit.MemoriesOf(audit.Issues.Single()).Single();
        var read = MemoryNote.In(
            new TrackerNote
            {
                Id = note.Id,
                Body = note.Body,
                Author = new TrackerAccount(1, ""),
            }
        );
        return MemoryNote.Read([read!]).Memory!;
    }

    private static IEnumerable<string> MemoriesOf(SandboxedAudit audit) =>
        audit.Issues.SelectMany(SandboxedAudit.MemoriesOf).Select(note => note.Body);

    /// <summary>Whoever signs in at Zendesk posts something as well.</summary>
    private static int WritesOf(SandboxedAudit audit) =>
        audit.Sandbox.Requests.Writes.Count(write => write.Target.StartsWith("/gitlab/", StringComparison.Ordinal));

    private Task<AuditOutcome> RunFreshAsync(SandboxedAudit audit, string period, string? history = null)
    {
        var folder = Path.Combine(Path.GetDirectoryName(audit.Request.OutputFolder)!, $"job-{_folders++}");
        audit.Request = audit.Request with
        {
            OutputFolder = folder,
            HistoryFolder = history ?? Path.Combine(folder, "history"),
            Period = FiscalPeriod.Parse(period),
        };
        return audit.RunAsync();
    }

    private static void RemoveAThird(SandboxedAudit audit)
    {
        switch (audit.Request.Platform)
        {
            case CalendlyVendor.Name:
                var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
                Remove(organization.Accounts.Where(account => account.Role == "user"), organization.Remove);
                break;
            case PagerDutyVendor.Name:
                var directory = audit.Sandbox.Vendor<PagerDutyVendor>().Directory;
                Remove(directory.Accounts, directory.Remove);
                break;
            case GitLabComVendor.Name:
                var members = audit.Sandbox.Vendor<GitLabComVendor>().Members;
                foreach (var group in GitLabComVendor.GroupPaths)
                {
                    Remove(members.Of(group), seat => members.Remove(group, seat));
                }

                break;
            case OnePasswordVendor.Name:
                var company = audit.Sandbox.Vendor<OnePasswordVendor>().Company;
                Remove(company.Accounts, company.Remove);
                break;
            default:
                var staff = audit.Request.Platform.EndsWith("federal", StringComparison.Ordinal)
                    ? audit.Sandbox.Vendor<ZendeskUsFederalVendor>().Staff
                    : audit.Sandbox.Vendor<ZendeskGlobalVendor>().Staff;
                Remove(staff.Agents, staff.Remove);
                break;
        }

        static void Remove<T>(IEnumerable<T> rows, Action<T> remove)
        {
            var all = rows.ToList();
            foreach (var row in all.TakeLast(all.Count * 4 / 10))
            {
                remove(row);
            }
        }
    }
}
