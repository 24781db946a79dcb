using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab.RichText;
using PlatformAudits.Sandbox.GitLabCom;
using PlatformAudits.Sandbox.Zendesk;
using PlatformAudits.Tracking;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tests;

/// <summary>The yearly review of tokens, through whole audits: who is asked, what is kept, and when it is asked for again.</summary>
public sealed class TokenReviewTests
{
    private const string Check = "token-is-justified";
    private const string Said = "calendar | sync of `@all` <b> & co";
    private const string First = "api_token/11000000000001";
    private const string Second = "api_token/11000000000002";
    private static readonly DateTimeOffset Begin = new SteeredClock().GetUtcNow();

    [Test]
    public async Task Every_token_is_asked_for_and_its_owner_is_who_is_asked()
    {
        await using var audit = await StartAsync();
        var outcome = await RunAsync(audit, "FY27-Q4");
        var keys = Vendor(audit).Keys;
        var found = outcome.Report.Findings.Where(f => f.Key.Check == Check).ToList();
        var head = audit.Sandbox.World.Teammates.First().Email;
        Assert.Multiple(() =>
        {
            Assert.That(found, Has.Count.EqualTo(keys.ApiTokens.Count + keys.Clients.Count + 1), "tokens, clients and the global app");
            Assert.That(found.Count(f => f.Teammate is not null), Is.GreaterThan(found.Count / 2));
            Assert.That(
                found.Where(f => f.Teammate is not null).Select(f => f.Teammate!.Email).Distinct(StringComparer.OrdinalIgnoreCase),
                Has.Some.EqualTo(head).IgnoreCase
            );
            Assert.That(found.Where(f => f.Teammate is null).Select(f => f.Text), Has.Some.Contains("no owner that is known"));
            Assert.That(outcome.Report.Checks.Single(c => c.Id == Check).Severity, Is.EqualTo(Severity.Low));
            Assert.That(RowsOf(audit), Has.Count.EqualTo(found.Count), "a row each, with the finding's own id");
            Assert.That(
                RowsOf(audit).Select(row => row.Id),
                Is.SubsetOf(IssueBody.Parse(audit.Issues[0].Description!).OpenIds),
                "the row's cell is the finding's"
            );
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_is_written_beside_a_token_ends_its_asking_and_it_is_not_asked_for_in_the_next_period(bool isSavedAsRichText)
    {
        await using var audit = await StartAsync();
        await RunAsync(audit, "FY27-Q4");
        Write(audit, First, Said, isSavedAsRichText);
        var outcome = await RunAsync(audit, "FY27-Q4");
        var tracked = TrackedOf(audit, new FindingKey(Check, First));
        var next = await RunAsync(audit, "FY28-Q1", 80);
        Assert.Multiple(() =>
        {
            Assert.That(tracked.State, Is.EqualTo(FindingState.Justified), "in its own period it stays, and its cell ends it");
            Assert.That(tracked.Detail, Does.StartWith("calendar"));
            Assert.That(Asked(outcome), Does.ContainKey(First));
            Assert.That(Asked(next), Does.Not.ContainKey(First).And.Count.EqualTo(RowsOf(audit).Count - 1));
            Assert.That(RowOf(audit, First), Does.Contain("| 2026-11-23: calendar "), "with its day");
            Assert.That(RowOf(audit, Second), Does.Not.Contain("2026-11-23: "));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions)), Is.Empty);
        });
    }

    [Test]
    public async Task It_is_carried_on_for_a_year_and_then_asked_for_again()
    {
        await using var audit = await StartAsync();
        await RunAsync(audit, "FY27-Q4");
        Write(audit, First, Said);
        await RunAsync(audit, "FY27-Q4", 1);
        await RunAsync(audit, "FY27-Q4", 3);
        await RunAsync(audit, "FY28-Q1", 80);
        var before = await RunAsync(audit, "FY28-Q3", 260);
        var rowBefore = RowOf(audit, First);
        var dayBefore = await RunAsync(audit, "FY28-Q4", 365);
        var after = await RunAsync(audit, "FY28-Q4", 366);
        Assert.Multiple(() =>
        {
            Assert.That(Asked(before), Does.Not.ContainKey(First));
            Assert.That(rowBefore, Does.Contain("2026-11-24: calendar"), "the day on which it was first read");
            Assert.That(Asked(dayBefore), Does.Not.ContainKey(First));
            Assert.That(Asked(after), Does.ContainKey(First));
            Assert.That(RowOf(audit, First), Does.Not.Contain("2026-11-24"));
        });
    }

    [Test]
    public async Task A_token_that_has_changed_is_asked_for_again_and_one_that_was_used_is_not()
    {
        await using var audit = await StartAsync();
        await RunAsync(audit, "FY27-Q4");
        string[] tokens = [First, Second, "oauth_client/21000000000001"];
        foreach (var token in tokens)
        {
            Write(audit, token, "needed");
        }

        await RunAsync(audit, "FY27-Q4");
        var keys = Vendor(audit).Keys;
        keys.Change(keys.ApiTokens[0], token => token with { Assignee = keys.ApiTokens[8].Creator });
        keys.Change(keys.Clients[0], client => client with { LastUsed = client.LastUsed!.Value.AddDays(1) });
        var first = await RunAsync(audit, "FY28-Q1", 80);
        var second = await RunAsync(audit, "FY28-Q1", 81);
        Assert.Multiple(() =>
        {
            Assert.That(tokens.Where(Asked(first).ContainsKey), Is.EqualTo(tokens[..1]));
            Assert.That(Asked(first)[tokens[0]], Does.EndWith("has changed since it was said on 2026-11-23 what it is for."));
            Assert.That(RowOf(audit, tokens[0]), Does.Contain("2026-11-23, before it changed: needed"));
            Assert.That(Asked(second)[tokens[0]], Is.EqualTo(Asked(first)[tokens[0]]), "a second run says the same");
        });
    }

    [Test]
    public async Task What_is_written_after_the_last_run_of_a_period_counts_and_a_replay_says_the_same()
    {
        await using var audit = await StartAsync();
        await RunAsync(audit, "FY27-Q4");
        Write(audit, First, Said);
        var next = await RunAsync(audit, "FY28-Q1", 80);
        var row = RowOf(audit, First);
        string[] files = ["report.json", "issue.md", "findings.csv"];
        var before = files.Select(file => File.ReadAllText(audit.Output(file))).ToList();
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), Period = null };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Asked(next), Does.Not.ContainKey(First));
            Assert.That(row, Does.Contain("2026-11-23: calendar"));
            Assert.That(files.Select(file => File.ReadAllText(audit.Output(file))), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_text_that_is_withdrawn_or_replaced_counts_no_more()
    {
        await using var audit = await StartAsync();
        await RunAsync(audit, "FY27-Q4");
        Write(audit, First, "wrong");
        Write(audit, Second, "first");
        await RunAsync(audit, "FY27-Q4");
        Replace(audit, "wrong", "");
        Replace(audit, "first", "second");
        await RunAsync(audit, "FY27-Q4", 2);
        var next = await RunAsync(audit, "FY28-Q1", 80);
        Assert.Multiple(() =>
        {
            Assert.That(Asked(next), Does.ContainKey(First).And.Not.ContainKey(Second));
            Assert.That(RowOf(audit, Second), Does.Contain("2026-11-25: second"));
        });
    }

    [Test]
    public async Task A_secret_that_somebody_wrote_beside_a_token_is_not_kept()
    {
        await using var audit = await StartAsync();
        await RunAsync(audit, "FY27-Q4");
        Write(audit, First, $"sync with {ZendeskVendor.AdminSecret}");
        await RunAsync(audit, "FY27-Q4");
        var next = await RunAsync(audit, "FY28-Q1", 80);
        Assert.Multiple(() =>
        {
            Assert.That(RowOf(audit, First), Does.Contain("sync with "));
            Assert.That(audit.Issues[^1].Description, Does.Not.Contain(ZendeskVendor.AdminSecret));
            Assert.That(
                Directory
                    .EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
                    .Where(file => File.ReadAllText(file).Contains(ZendeskVendor.AdminSecret, StringComparison.Ordinal)),
                Is.Empty
            );
        });
    }

    [Test]
    public async Task What_was_said_of_a_list_that_is_refused_for_a_while_is_carried_on()
    {
        await using var audit = await StartAsync("gitlab-com");
        await RunAsync(audit, "FY27-Q4");
        Write(audit, "account/60000007", "robot");
        await RunAsync(audit, "FY27-Q4");
        audit.Variables["GL_ADMIN_TOKEN"] = GitLabComVendor.OwnerToken;
        audit.Request = audit.Request with { AcceptsDrop = true };
        var refused = await RunAsync(audit, "FY28-Q1", 80);
        audit.Variables["GL_ADMIN_TOKEN"] = GitLabComVendor.AdminToken;
        var next = await RunAsync(audit, "FY28-Q2", 170);
        Assert.Multiple(() =>
        {
            Assert.That(Asked(refused).Keys, Has.None.StartsWith("service_account/"));
            Assert.That(Asked(next).Keys, Has.Some.EqualTo("service_account/60000008").And.None.EqualTo("service_account/60000007"));
            Assert.That(RowOf(audit, "account/60000007"), Does.Contain("| 2026-11-23: robot |"));
        });
    }

    [Test]
    public async Task An_access_token_of_a_group_that_gets_a_higher_level_or_another_end_is_asked_for_again([Values] bool isLevel)
    {
        await using var audit = await StartAsync("gitlab-com");
        await RunAsync(audit, "FY27-Q4");
        Write(audit, "token/301", "sync");
        Write(audit, "token/304", "test");
        await RunAsync(audit, "FY27-Q4");
        var tokens = audit.Sandbox.Vendor<GitLabComVendor>().Tokens;
        var place = FormattableString.Invariant($"groups/{GitLabComVendor.IdOf("gitlab-com/support")}");
        var token = tokens.AccessTokens(place)[0];
        tokens.Change(place, token, one => isLevel ? one with { Level = 50 } : one with { Ends = one.Ends!.Value.AddDays(100) });
        var next = await RunAsync(audit, "FY28-Q1", 20);
        Assert.Multiple(() =>
        {
            Assert.That(Asked(next), Does.ContainKey("access_token/301").And.Not.ContainKey("access_token/304"));
            Assert.That(Asked(next)["access_token/301"], Does.Contain("has changed since it was said on 2026-11-23"));
        });
    }

    [Test]
    public void A_memory_keeps_what_was_said_to_the_letter()
    {
        var said = new Justification(
            new TokenTraits("0123456789abcdefaaaabbbb"),
            new DateOnly(2026, 5, 3),
            FiscalPeriod.Parse("FY27-Q2"),
            "é | `x` \u202e <b>\n😀 /close @all"
        );
        var memory = new AuditMemory
        {
            Platform = "zendesk-global",
            Period = FiscalPeriod.Parse("FY27-Q3"),
            Verdict = Verdict.Findings,
            AsOf = Begin,
            Tokens =
            [
                new RememberedToken("00000000000000a1", new TokenTraits("0123456789abcdef"), null),
                new RememberedToken("00000000000000a2", new TokenTraits("fedcba9876543210cccc"), said),
            ],
        };
        var text = MemoryJson.Write(memory);
        var (read, problem) = MemoryJson.Read(text);
        Assert.Multiple(() =>
        {
            Assert.That(problem, Is.Null);
            Assert.That(read!.Tokens, Is.EqualTo(memory.Tokens));
            Assert.That(MemoryJson.Write(read), Is.EqualTo(text));
            Assert.That(text.Split('\n').Max(line => line.Length), Is.LessThan(500));
        });
    }

    [TestCase("0123456789abcdef", "0123456789abcdef", false)]
    [TestCase("0123456789abcdefaaaa", "0123456789abcdefaaaabbbb", false, Description = "less than before")]
    [TestCase("0123456789abcdefaaaabbbb", "0123456789abcdefaaaa", true, Description = "more than before")]
    [TestCase("1123456789abcdefaaaa", "0123456789abcdefaaaa", true, Description = "another owner")]
    public void A_token_changes_by_what_it_is_and_by_more_that_it_may_do(string now, string then, bool isOther) =>
        Assert.That(new TokenTraits(now).DifferFrom(new TokenTraits(then)), Is.EqualTo(isOther));

    private static async Task<SandboxedAudit> StartAsync(string platform = "zendesk-global") =>
        await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, Clock = new SteeredClock() }, platform);

    /// <summary>Audits a period so many days after the first run.</summary>
    private static async Task<AuditOutcome> RunAsync(SandboxedAudit audit, string period, int days = 0)
    {
        var clock = (SteeredClock)audit.Services.Clock;
        var moment = Begin.AddDays(days);
        if (clock.GetUtcNow() < moment)
        {
            clock.SetUtcNow(moment);
        }

        audit.Request = audit.Request with { Period = FiscalPeriod.Parse(period) };
        return await audit.RunAsync();
    }

    /// <summary>Writes into the last cell of a token's row, as a person does.</summary>
    private static void Write(SandboxedAudit audit, string token, string text, bool isSavedAsRichText = false)
    {
        var (tracker, person) = (audit.Sandbox.GitLab.Tracker, audit.Sandbox.GitLab.UserOf(3));
        var row = RowFor(audit, token).Raw!;
        Replace(audit, row, $"{row[..^2].TrimEnd()} {text.Replace("|", "\\|", StringComparison.Ordinal)} |");
        if (isSavedAsRichText)
        {
            tracker.SaveInRichTextEditor(person, audit.Issues[^1].Iid, RichTextVariant.None);
        }
    }

    private static void Replace(SandboxedAudit audit, string written, string instead)
    {
        Assert.That(audit.Issues[^1].Description, Does.Contain(written), "else nothing is changed");
        audit.Sandbox.GitLab.Tracker.Edit(
            audit.Sandbox.GitLab.UserOf(3),
            audit.Issues[^1].Iid,
            issue => issue with { Description = issue.Description!.Replace(written, instead, StringComparison.Ordinal) }
        );
    }

    /// <summary>The rows of the token table of the last issue.</summary>
    private static List<RegionRow> RowsOf(SandboxedAudit audit) =>
        [
            .. IssueBody
                .Parse(audit.Issues[^1].Description!)
                .Region.Rows.Where(row =>
                    row is { Kind: RowKind.Cells, Id: not null }
                    && Regex.IsMatch(row.Cells[1], "(api_token|oauth_client|access_token|deploy_token|service_account)/")
                ),
        ];

    private static RegionRow RowFor(SandboxedAudit audit, string token)
    {
        var rows = RowsOf(audit).Where(row => row.Cells[1].Contains(token, StringComparison.Ordinal)).ToList();
        Assert.That(rows, Has.Count.EqualTo(1), $"{token} among {string.Join('\n', RowsOf(audit).Select(row => row.Source))}");
        return rows[0];
    }

    private static string RowOf(SandboxedAudit audit, string token) => RowFor(audit, token).Source;

    /// <summary>The findings of the check, by the tokens' ids.</summary>
    private static Dictionary<string, string> Asked(AuditOutcome outcome) =>
        outcome.Report.Findings.Where(f => f.Key.Check == Check).ToDictionary(f => f.Key.Subject, f => f.Text, StringComparer.Ordinal);

    /// <summary>A finding as the follow-up reads it on the last issue.</summary>
    private static TrackedFinding TrackedOf(SandboxedAudit audit, FindingKey key)
    {
        var issue = audit.Issues[^1];
        var text = Regex.Match(SandboxedAudit.MemoriesOf(issue).Last().Body, "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        return IssueFindings.Read(issue.Description!, MemoryJson.Read(text).Memory!, []).Findings.Single(f => f.Key == key.Digits);
    }

    private static ZendeskVendor Vendor(SandboxedAudit audit) => audit.Sandbox.Vendor<ZendeskGlobalVendor>();
}
