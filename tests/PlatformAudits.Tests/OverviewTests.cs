using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.FollowUp;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.GitLab.RichText;
using PlatformAudits.Tests.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>All audits of a period on one page and in one issue.</summary>
public sealed class OverviewTests
{
    private const int Stranger = 5;
    private const string Mark = "<!--platform-audits:issue 1 overview FY27-Q4-->";
    private const string Template = "<!--platform-audits:template 1 overview-->";
    private const string Title = "Access audits FY27 Q4";

    [Test]
    public async Task Every_platform_has_a_row_with_what_its_report_says_in_the_issue_and_on_the_page()
    {
        await using var audit = await StartedAsync();
        var outcome = await audit.OverviewAsync();
        var issue = OverviewOf(audit)!;
        using var page = Activity.PageOf(outcome.Page);
        var rows = RowsOf(page, "platforms");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That((issue.Title, issue.Confidential), Is.EqualTo((Title, true)));
            Assert.That(issue.Labels, Is.EquivalentTo(audit.Issues[0].Labels));
            Assert.That(rows.Select(row => row[0]), Is.EqualTo(ConformanceTests.Platforms.Select(platform => platform.Title)));
            foreach (var (platform, row) in ConformanceTests.Platforms.Zip(rows))
            {
                var report = ReportOf(audit, platform.Id);
                var severities = report["findings"]!.Select(finding => (string)finding["severity"]!).ToList();
                string[] counts =
                [
                    .. new[] { "high", "medium", "low" }.Select(severity =>
                        severities.Count(one => one == severity).ToString(CultureInfo.InvariantCulture)
                    ),
                ];
                var day = ((DateTime)report["asOf"]!).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                var kept = audit.Issues.Single(one => one.Title == $"{platform.Title} audit FY27 Q4");
                Assert.That(row[1], Is.EqualTo(Sentence.Count(severities.Count, "finding")), platform.Id);
                Assert.That(row[2..5], Is.EqualTo(counts), platform.Id);
                Assert.That(row[5..10], Is.EqualTo(new[] { "0", "FY27 Q4", kept.DueDate!, day, $"{severities.Count}" }), platform.Id);
                Assert.That(
                    issue.Description,
                    Does.Contain(
                        $"| [{platform.Title}]({UrlOf(audit, kept)}) | {row[1]} | {string.Join(" | ", counts)} | 0 | FY27 Q4 | "
                            + $"{kept.DueDate} | {severities.Count} |"
                    )
                );
                Assert.That(
                    page.QuerySelectorAll("#platforms a")
                        .Select(link => link.GetAttribute("href"))
                        .Where(address => address!.StartsWith($"{platform.Id}/", StringComparison.Ordinal)),
                    Is.EqualTo(
                        new[] { "report.html", "findings.csv", "accounts.csv", "changes.csv" }.Select(name => $"{platform.Id}/{name}")
                    ),
                    "what lies beside the page"
                );
            }

            Assert.That(issue.Description, Does.Match(@"\nLast good readings: Calendly [0-9-]{10}, GitLab\.com [0-9-]{10}, "));
            Assert.That(page.QuerySelectorAll("script, link, img, iframe, object, [src], [style], [onclick]"), Is.Empty);
            Assert.That(outcome.Page, Is.EqualTo(audit.Beside("index.html")));
        });
    }

    [Test]
    public async Task Whoever_is_found_on_several_platforms_is_one_row_and_every_finding_is_counted()
    {
        await using var audit = await StartedAsync(new SandboxOptions { Size = 150 });
        var outcome = await audit.OverviewAsync();
        using var page = Activity.PageOf(outcome.Page);
        var rows = RowsOf(page, "people");
        var findings = ConformanceTests.Platforms.SelectMany(platform => ReportOf(audit, platform.Id)["findings"]!).ToList();
        var teammates = findings
            .Where(finding => (string?)finding["teammate"] is not null)
            .GroupBy(finding => (string)finding["teammate"]!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);
        var ofThings = Regex.Match(page.Body!.TextContent, "([0-9,]+) more findings? about no person");
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => row[1].ToUpperInvariant()), Is.Unique);
            Assert.That(
                rows.Count(row => row[2].Contains(", ", StringComparison.Ordinal)),
                Is.GreaterThan(3),
                "else the test proves less"
            );
            foreach (var (address, own) in teammates)
            {
                var row = rows.Single(row => row[1].Equals(address, StringComparison.OrdinalIgnoreCase));
                Assert.That((row[3], row[5]), Is.EqualTo(($"{own.Count}", "")), address);
                Assert.That(row[4], Is.EqualTo($"{own.Count(finding => (string)finding["severity"]! == "high")}"), address);
            }

            Assert.That(rows.Count(row => row[5] == "on no team file"), Is.EqualTo(rows.Count - teammates.Count).And.GreaterThan(3));
            Assert.That(
                rows.Sum(row => int.Parse(row[3], CultureInfo.InvariantCulture))
                    + (ofThings.Success ? int.Parse(ofThings.Groups[1].Value, CultureInfo.InvariantCulture) : 0),
                Is.EqualTo(findings.Count)
            );
            Assert.That(
                rows.Select(row => int.Parse(row[4], CultureInfo.InvariantCulture)),
                Is.Ordered.Descending,
                "the worst come first"
            );
            Assert.That(
                rows.Where(row => row[0].Length == 0 && row[5].Length == 0).Select(row => row[1]),
                Is.Empty,
                "every teammate has a name"
            );
            Assert.That(rows.Select(row => row[1]), Has.None.Contains("#"), "of an invitation the address counts");
            foreach (var row in rows)
            {
                Assert.That(OverviewOf(audit)!.Description, Does.Contain($"| `{row[1]}`"), "everybody is in the issue");
            }
        });
    }

    [Test]
    public async Task A_second_run_writes_nothing_and_neither_does_one_after_a_save_in_the_rich_text_editor()
    {
        await using var audit = await StartedAsync();
        await audit.OverviewAsync();
        var writes = audit.Sandbox.Requests.Writes.Count;
        var again = await audit.OverviewAsync();
        Assert.That(again.Issue!.Change, Is.EqualTo(IssueChange.None));
        Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes));
        foreach (var variant in Enumerable.Range(0, 8).Select(variant => (RichTextVariant)variant))
        {
            audit.Sandbox.GitLab.Tracker.SaveInRichTextEditor(audit.Sandbox.GitLab.UserOf(0), OverviewOf(audit)!.Iid, variant);
            var saved = await audit.OverviewAsync();
            Assert.Multiple(() =>
            {
                Assert.That(saved.Issue!.Change, Is.EqualTo(IssueChange.None), variant.ToString());
                Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes), variant.ToString());
            });
        }
    }

    [Test]
    public async Task What_people_write_is_kept_while_the_rows_change()
    {
        await using var audit = await StartedAsync();
        await audit.OverviewAsync();
        Edit(
            audit,
            text =>
                text.Replace("### People\n", "### People\n\nTyped inside.\n", StringComparison.Ordinal)
                    .Replace("This part is yours", "Rafael has left. This part is yours", StringComparison.Ordinal)
        );
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        await audit.OverviewAsync();
        var text = OverviewOf(audit)!.Description!;
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("| Eve | `eve@evil.example`, on no team file | [Calendly]("));
            Assert.That(Regex.Count(text, "Typed inside"), Is.EqualTo(1));
            Assert.That(Regex.Count(text, "Rafael has left"), Is.EqualTo(1));
            Assert.That(Regex.Count(text, "### People"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task An_issue_that_looks_like_it_is_left_alone([Values(Mark, Template, "")] string mark, [Values(Stranger, 1)] int author)
    {
        await using var audit = await StartedAsync();
        var tracker = audit.Sandbox.GitLab.Tracker;
        var squat = tracker.Open(
            audit.Sandbox.GitLab.UserOf(author),
            Title,
            issue => issue with { Description = $"{mark}\n\nhello", Confidential = true }
        );
        var before = tracker.Find(squat.Iid);
        var outcome = await audit.OverviewAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(tracker.Find(squat.Iid), Is.EqualTo(before), "not a byte, not a note, not a state");
            Assert.That(OverviewOf(audit)!.Iid, Is.Not.EqualTo(squat.Iid));
        });
    }

    [Test]
    public async Task From_the_next_run_on_the_head_of_an_audit_leads_to_it_and_to_no_other_issue()
    {
        await using var audit = await StartedAsync();
        audit.Sandbox.GitLab.Tracker.Open(audit.Sandbox.GitLab.UserOf(Stranger), Title, issue => issue with { Description = Mark });
        await audit.OverviewAsync();
        var overview = OverviewOf(audit)!;
        await audit.RunAsync();
        Assert.That(
            audit.Issues.Single(issue => issue.Title == "Calendly audit FY27 Q4").Description,
            Does.Match(@"\n> Due on \*\*[0-9-]{10}\*\*\. " + Regex.Escape($"[All platforms in FY27 Q4]({UrlOf(audit, overview)})") + "\n")
        );
    }

    [Test]
    public async Task It_stays_the_overview_whatever_becomes_of_its_description([Values] bool isAudits)
    {
        await using var audit = await StartedAsync();
        await audit.OverviewAsync();
        var (iid, count) = (OverviewOf(audit)!.Iid, audit.Issues.Count);
        Edit(audit, _ => isAudits ? "<!--platform-audits:issue 1 calendly FY27-Q4-->" : "gone");
        var outcome = await audit.OverviewAsync();
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(audit.Issues, Has.Count.EqualTo(count));
            Assert.That(audit.Issues.Single(issue => issue.Iid == iid).Description, Does.Contain("\n### People\n"));
        });
    }

    [Test]
    public async Task A_preview_writes_nothing_and_says_what_would_be_written()
    {
        await using var audit = await StartedAsync();
        var writes = audit.Sandbox.Requests.Writes.Count;
        var first = await audit.OverviewAsync(request => request with { Preview = true });
        var fresh = File.ReadAllLines(audit.Beside("overview.diff"));
        await audit.OverviewAsync();
        var opened = audit.Sandbox.Requests.Writes.Count;
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        var audited = audit.Sandbox.Requests.Writes.Count;
        var second = await audit.OverviewAsync(request => request with { Preview = true });
        Assert.Multiple(() =>
        {
            Assert.That(first.Issue!.Change, Is.EqualTo(IssueChange.WouldOpen));
            Assert.That(fresh, Has.Some.Contains("### People").And.All.StartsWith("+ "));
            Assert.That(opened, Is.EqualTo(writes + 2), "the issue, and what tells it from others");
            Assert.That(second.Issue!.Change, Is.EqualTo(IssueChange.WouldUpdate));
            Assert.That(second.Issue.Difference, Has.Some.StartsWith("+ | Eve | `eve@evil.example`"));
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(audited));
        });
    }

    [Test]
    public async Task A_platform_that_could_not_be_evaluated_keeps_its_figures_and_says_so()
    {
        await using var audit = await StartedAsync();
        var before = ReportOf(audit, "calendly")["findings"]!.Count();
        audit.Variables["CALENDLY_TOKEN"] = "wrong";
        await audit.RunAsync();
        var outcome = await audit.OverviewAsync();
        using var page = Activity.PageOf(outcome.Page);
        var row = RowsOf(page, "platforms").Single(row => row[0] == "Calendly");
        var text = OverviewOf(audit)!.Description!;
        Assert.Multiple(() =>
        {
            Assert.That(row[1], Does.Match("^not evaluated since [0-9-]{10}: .*401"));
            Assert.That(row[2..5].Sum(count => int.Parse(count, CultureInfo.InvariantCulture)), Is.EqualTo(before));
            Assert.That(text, Does.Match(@"\| \[Calendly\]\([^)]*\) \| \*\*not evaluated since [0-9-]{10}\*\*: .*401"));
            Assert.That(text, Does.Contain("\n> 1 of 6 audited platforms could not be evaluated.\n"));
            Assert.That(text, Does.Contain("\nThe findings of Calendly are not in this table: "));
            Assert.That(page.Body!.TextContent, Does.Contain("The findings of Calendly are not in this table: "));
            Assert.That(RowsOf(page, "people").Select(person => person[2]), Has.None.Contains("Calendly").And.Some.Contains("PagerDuty"));
        });
    }

    [Test]
    public async Task A_platform_that_was_never_evaluated_or_never_audited_is_not_called_clear()
    {
        await using var audit = await StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = "wrong";
        await audit.RunAsync();
        var outcome = await audit.OverviewAsync();
        using var page = Activity.PageOf(outcome.Page);
        var rows = RowsOf(page, "platforms").ToDictionary(row => row[0]);
        Assert.Multiple(() =>
        {
            Assert.That(rows["Calendly"][1], Does.StartWith("not evaluated: "));
            Assert.That(
                rows["Calendly"][2..10],
                Is.EqualTo(new[] { "–", "–", "–", "–", "unknown", audit.Issues[0].DueDate, "unknown", "unknown" })
            );
            Assert.That(rows["PagerDuty"][1], Is.EqualTo("not audited yet"));
            Assert.That(page.QuerySelector(".verdict")!.ClassList, Does.Not.Contain("clear"));
            Assert.That(
                OverviewOf(audit)!.Description,
                Does.Contain("\n> 5 of 6 platforms are not audited yet.\n").And.Contain("Nobody is known to have an open finding.")
            );
        });
    }

    [Test]
    public async Task What_was_audited_elsewhere_is_there_with_its_figures_and_without_its_people()
    {
        await using var audit = await StartedAsync();
        var count = ReportOf(audit, "pagerduty")["findings"]!.Count();
        Directory.Delete(audit.Beside("pagerduty"), recursive: true);
        var outcome = await audit.OverviewAsync();
        using var page = Activity.PageOf(outcome.Page);
        var row = RowsOf(page, "platforms").Single(row => row[0] == "PagerDuty");
        Assert.Multiple(() =>
        {
            Assert.That(row[1], Is.EqualTo(Sentence.Count(count, "finding")));
            Assert.That(row[8], Does.EndWith(" or later"), "a run that changed nothing leaves no time on the issue");
            Assert.That(page.QuerySelectorAll("a[href^='pagerduty/']"), Is.Empty);
            Assert.That(OverviewOf(audit)!.Description, Does.Contain("\nThe findings of PagerDuty are not in this table: "));
        });
    }

    [Test]
    public async Task A_closed_overview_is_brought_up_to_date_and_stays_closed()
    {
        await using var audit = await StartedAsync();
        await audit.OverviewAsync();
        var iid = OverviewOf(audit)!.Iid;
        audit.Sandbox.GitLab.Tracker.Edit(audit.Sandbox.GitLab.UserOf(0), iid, issue => issue with { Closed = true });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        var outcome = await audit.OverviewAsync();
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Issue!.Change, outcome.Issue.IsClosed), Is.EqualTo((IssueChange.Updated, true)));
            Assert.That(OverviewOf(audit)!.Closed, Is.True);
            Assert.That(OverviewOf(audit)!.Description, Does.Contain("eve@evil.example"));
            Assert.That(audit.Issues, Has.Count.EqualTo(7));
        });
    }

    [Test]
    public async Task The_follow_up_asks_there_and_takes_it_for_no_audit()
    {
        await using var audit = await StartedAsync();
        await audit.OverviewAsync();
        var outcomes = await new FollowUpRun(audit.Services).RunAsync(
            new FollowUpRequest
            {
                SettingsPath = audit.Write("follow-up.yaml", audit.Sandbox.SettingsYaml),
                WaiversPath = audit.Request.WaiversPath,
                TemplatesFolder = audit.Request.TemplatesFolder,
                OutputFolder = audit.Beside(""),
                Preview = true,
            },
            CancellationToken.None
        );
        Assert.That(outcomes.Select(outcome => outcome.Audit.Platform), Is.EquivalentTo(SandboxedAudit.Platforms.Append("overview")));
        var threads = outcomes[0].Notes.Where(note => note.Kind == NoteKind.Step).Select(note => note.Thread).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(threads, Is.Unique.And.Not.Empty);
            Assert.That(outcomes.Skip(1).SelectMany(outcome => outcome.Notes).Select(note => note.Kind), Has.All.EqualTo(NoteKind.Start));
            Assert.That(outcomes[0].Open, Is.EqualTo(outcomes.Skip(1).Sum(outcome => outcome.Open)));
        });
    }

    [Test]
    public async Task Without_the_issues_the_page_is_made_from_the_files_and_says_what_is_unknown()
    {
        await using var audit = await StartedAsync();
        Directory.Delete(audit.Beside("pagerduty"), recursive: true);
        audit.Variables.Remove("GL_TOKEN");
        var asked = audit.Sandbox.Requests.All.Count;
        var outcome = await audit.OverviewAsync(request => request with { HasIssues = false });
        using var page = Activity.PageOf(outcome.Page);
        var rows = RowsOf(page, "platforms").ToDictionary(row => row[0]);
        Assert.Multiple(() =>
        {
            Assert.That(audit.Sandbox.Requests.All, Has.Count.EqualTo(asked));
            Assert.That(outcome.Issue, Is.Null);
            Assert.That(rows["Calendly"][1], Is.EqualTo(Sentence.Count(ReportOf(audit, "calendly")["findings"]!.Count(), "finding")));
            Assert.That(rows["Calendly"][6..8].Append(rows["Calendly"][9]), Is.All.EqualTo("unknown"));
            Assert.That(rows["PagerDuty"][1], Is.EqualTo("unknown"));
            Assert.That(rows["PagerDuty"][8], Is.EqualTo("unknown"));
            Assert.That(RowsOf(page, "people"), Is.Not.Empty);
        });
    }

    [Test]
    public async Task Findings_of_accounts_that_no_file_tells_are_not_called_findings_about_nobody()
    {
        await using var audit = await StartedAsync();
        File.Delete(audit.Beside("calendly/accounts.json"));
        using var page = Activity.PageOf((await audit.OverviewAsync(request => request with { HasIssues = false })).Page);
        Assert.Multiple(() =>
        {
            Assert.That(RowsOf(page, "people").Select(row => row[2]), Has.None.Contains("Calendly"));
            Assert.That(
                page.Body!.TextContent,
                Does.Contain("The findings of Calendly are not in this table: there is no verdict, or no file of theirs is here.")
            );
        });
    }

    [TestCase("18.6.0-ee", true)]
    [TestCase("18.3.0", true)]
    [TestCase("19.0.0-pre", true)]
    [TestCase("18.2.4-ee", false)]
    [TestCase("17.11.0", false)]
    [TestCase("unknown", false)]
    [TestCase("", false)]
    public async Task A_view_of_the_issues_stands_in_it_where_GitLab_shows_one(string version, bool isThere)
    {
        await using var audit = await StartedAsync();
        audit.Sandbox.GitLab.Version = version;
        await audit.OverviewAsync();
        var ids = audit.Issues.Where(issue => issue.Title != Title).Select(issue => issue.Iid).ToHashSet();
        var query = Regex.Match(OverviewOf(audit)!.Description!, @"\n```glql\n(?:[a-z]+: .*\n)+query: id in \((?<ids>[0-9, ]+)\)\n```\n");
        Assert.Multiple(() =>
        {
            Assert.That(query.Success, Is.EqualTo(isThere));
            Assert.That(OverviewOf(audit)!.Description!.Contains("glql", StringComparison.Ordinal), Is.EqualTo(isThere));
            Assert.That(
                isThere ? query.Groups["ids"].Value.Split(", ").Select(id => long.Parse(id, CultureInfo.InvariantCulture)) : ids,
                Is.EquivalentTo(ids)
            );
        });
    }

    [Test]
    public async Task A_token_that_may_not_ask_for_the_version_leaves_the_view_out()
    {
        await using var audit = await StartAsync(new SandboxOptions { Size = 10, HasGranularTokens = true });
        await audit.RunAsync();
        var outcome = await audit.OverviewAsync();
        Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
        Assert.That(OverviewOf(audit)!.Description, Does.Not.Contain("glql"));
    }

    [TestCase("calendly/report.json", "\"schema\": 2", "\"schema\": 2,\n  \"schema\": 2", "The key schema is there twice")]
    [TestCase(
        "calendly/report.json",
        "\"platform\": \"calendly\"",
        "\"platform\": \"x\"",
        "its platform is 'x', and that of the audit 'calendly'"
    )]
    [TestCase(
        "calendly/report.json",
        "\"severity\": \"high\",\n      \"account\"",
        "\"severity\": \"grave\",\n      \"account\"",
        "severity is 'grave', which no audit writes"
    )]
    [TestCase("calendly/report.json", "\"schema\": 2", "\"schema\": 99", "its schema is 99, which this version does not know")]
    [TestCase(
        "calendly/accounts.json",
        "\"period\":\"FY27-Q4\"",
        "\"period\":\"FY27-Q3\"",
        "its period is 'FY27-Q3', and that of the audit 'FY27-Q4'"
    )]
    [TestCase("calendly/accounts.json", "\"seal\":\"", "\"seal\":\"0", "its seal is '0")]
    [TestCase("calendly/accounts.json", "{", "[", "it is not readable (")]
    public async Task A_file_that_no_audit_has_written_is_named_with_what_is_wrong(
        string file,
        string written,
        string instead,
        string problem
    )
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        var text = await File.ReadAllTextAsync(audit.Beside(file));
        var at = text.IndexOf(written, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, "else nothing is changed");
        await File.WriteAllTextAsync(audit.Beside(file), text[..at] + instead + text[(at + written.Length)..]);
        var failure = (await Assert.ThrowsAsync<AuditException>(() => audit.OverviewAsync()))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.StartWith($"Reading {audit.Beside(file)} for the overview: ").And.Contain(problem));
            Assert.That(failure.Message, Does.EndWith(". Run that audit again, or take its folder away."));
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(OverviewOf(audit), Is.Null);
        });
    }

    [Test]
    public async Task A_template_of_the_projects_own_counts()
    {
        await using var audit = await StartAsync();
        audit.Write("own/overview.scriban-md", "Alles: {{ for row in platforms }}{{ row.title }} {{ end }}");
        audit.Write("own/_overview_people.scriban-md", "## Notizen");
        audit.Request = audit.Request with { OwnTemplatesFolder = audit.Beside("own") };
        await audit.RunAsync();
        await audit.OverviewAsync();
        Assert.That(
            OverviewOf(audit)!.Description,
            Does.Contain("\nAlles: Calendly GitLab.com 1Password ").And.EndsWith("\n\n## Notizen\n")
        );
    }

    [Test]
    public async Task A_period_without_any_audit_issue_gets_no_overview()
    {
        await using var audit = await StartAsync();
        var outcome = await audit.OverviewAsync(request => request with { Period = FiscalPeriod.Parse("FY27-Q4") });
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.NotDue));
            Assert.That(audit.Issues, Is.Empty);
            Assert.That(outcome.Page, Does.Exist);
        });
    }

    private static async Task<SandboxedAudit> StartAsync(SandboxOptions? options = null)
    {
        var audit = await SandboxedAudit.StartAsync(options);
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse("FY27-Q4") };
        return audit;
    }

    /// <summary>A sandbox in which every platform was audited.</summary>
    private static async Task<SandboxedAudit> StartedAsync(SandboxOptions? options = null)
    {
        var audit = await StartAsync(options ?? new SandboxOptions { Size = 30 });
        var results = await audit.RunAllAsync();
        Assert.That(results.Select(result => result.Reason), Has.All.Null);
        return audit;
    }

    private static Issue? OverviewOf(SandboxedAudit audit) =>
        audit.Issues.SingleOrDefault(issue => issue.Author == audit.Sandbox.GitLab.Bot && issue.Title == Title);

    private static void Edit(SandboxedAudit audit, Func<string, string> change) =>
        audit.Sandbox.GitLab.Tracker.Edit(
            audit.Sandbox.GitLab.UserOf(Stranger),
            OverviewOf(audit)!.Iid,
            issue => issue with { Description = change(issue.Description!) }
        );

    private static JObject ReportOf(SandboxedAudit audit, string platform) =>
        JObject.Parse(File.ReadAllText(audit.Beside($"{platform}/report.json")));

    private static string UrlOf(SandboxedAudit audit, Issue issue) =>
        $"{audit.Variables["GITLAB_URL"]}/sandbox/audits/-/issues/{issue.Iid}";

    /// <summary>The cells of the rows of a section's table.</summary>
    private static List<string[]> RowsOf(IDocument page, string section) =>
        [.. page.QuerySelectorAll($"#{section} tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];
}
