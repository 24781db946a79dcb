using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLabCom;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

/// <summary>The whole audit against the sandbox.</summary>
public sealed class SandboxedTests
{
    private const string Support = "gitlab-com/support";

    [Test]
    public async Task A_replay_gives_the_same_report_and_issue_to_the_byte()
    {
        await using var audit = await StartAsync(150);
        await audit.RunAsync();
        string[] files = ["report.json", "issue.md", "junit.xml"];
        var before = files.Select(f => File.ReadAllBytes(audit.Output(f))).ToList();
        var asked = audit.Sandbox.Requests.Received;
        audit.Variables.Clear();
        audit.Request = audit.Request with
        {
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
            SettingsPath = "/nowhere",
            WaiversPath = "/nowhere",
        };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(files.Select(f => File.ReadAllBytes(audit.Output(f))), Is.EqualTo(before));
            Assert.That(audit.Sandbox.Requests.Received, Is.EqualTo(asked));
        });
    }

    [Test]
    public async Task Nothing_secret_is_written_and_nothing_but_GET_is_sent()
    {
        await using var audit = await StartAsync(150);
        await audit.RunAsync();
        var written = Directory
            .EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(audit.Log.Sentences)
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(written, Has.None.Match("glpat-|runners-token-|invite-token-|192\\.0\\.2\\.7|pictures\\.example"));
            Assert.That(written, Has.Some.Contains("\"runners_token\":\"[redacted]\""), "else the test proves nothing");
            Assert.That(audit.Sandbox.Requests.Writes.Select(w => w.Target), Is.All.StartsWith("/gitlab/"));
        });
    }

    [Test]
    [NonParallelizable]
    public async Task The_groups_are_read_side_by_side()
    {
        var clock = new SteeredClock();
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 10,
                Latency = TimeSpan.FromMilliseconds(100),
                Clock = clock,
            },
            "gitlab-com"
        );
        await audit.RunAsync();
        var requests = audit.Sandbox.Requests.All.Count(r => r.Target.StartsWith("/gitlab-com/", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(
                requests,
                Is.EqualTo(2 + (3 * 8) + 1 + 3 + (3 * 8) + (2 * 3) + 2 + 2),
                "the second page of the largest group, and three redirects; then three lists a group, two a project, two pages of service "
                    + "accounts, and the tokens of two of them"
            );
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(requests * 0.1)), "one after the other would take longer");
        });
    }

    [Test]
    public async Task The_token_of_a_plain_member_is_no_all_clear_and_the_remedy_says_what_to_do_without()
    {
        await using var audit = await StartAsync();
        audit.Variables["GL_ADMIN_TOKEN"] = GitLabComVendor.MemberToken;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.StartWith("Reading the invitations to gitlab-com/support (GET ")
                    .And.Contain("GitLab.com answered 403 (403 Forbidden)")
                    .And.Contain("switch invitation-has-teammate off")
            );
        });
        audit.Change("  gitlab-com:\n", "  gitlab-com:\n    checks: {invitation-has-teammate: false}\n");
        outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Findings));
            Assert.That(outcome.Report.SwitchedOff, Is.EqualTo(new[] { "invitation-has-teammate" }));
            string[] notices =
            [
                "The account of GL_ADMIN_TOKEN does not manage gitlab-com/support, ",
                "The deploy tokens in projects of gitlab-com/support and gitlab-com/support/automation are unknown, ",
                "The deploy tokens of gitlab-com/support, ",
                "The group access tokens of gitlab-com/support, ",
                "The project access tokens of gitlab-com/support and gitlab-com/support/automation are unknown, ",
                "The service accounts of gitlab-com are unknown, ",
            ];
            Assert.That(
                outcome.Report.Notices.Select(notice =>
                    notices.SingleOrDefault(start => notice.StartsWith(start, StringComparison.Ordinal))
                ),
                Is.EqualTo(notices),
                string.Join('\n', outcome.Report.Notices)
            );
            Assert.That(audit.Found(), Has.None.Matches<PlantedFault>(fault => fault!.Check == "token-is-justified"));
            Assert.That(
                audit.Sandbox.Requests.All.Count(r => r.Target.Contains("/access_tokens", StringComparison.Ordinal)),
                Is.EqualTo(8),
                "each refusal is a 401, so projects are not asked for in a group that refused"
            );
        });
    }

    [TestCase(GitLabComVendor.GranularToken, "active, scopes granular", 0)]
    [TestCase(GitLabComVendor.BlindGranularToken, "its record is not shown to it", 1)]
    public async Task A_fine_grained_token_proves_itself_by_what_it_can_read(string token, string figures, int notices)
    {
        await using var audit = await StartAsync();
        audit.Variables["GL_ADMIN_TOKEN"] = token;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Findings));
            Assert.That(
                outcome.Report.Completeness.Single(assertion => assertion.Statement == "The token works").Figures,
                Is.EqualTo(figures)
            );
            Assert.That(
                outcome.Report.Notices.Count(notice => notice.Contains("may not read its own record", StringComparison.Ordinal)),
                Is.EqualTo(notices)
            );
        });
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        Assert.That((await audit.RunAsync()).Report.Completeness, Is.EqualTo(outcome.Report.Completeness), "also in a replay");
    }

    [TestCase(GitLabComVendor.NarrowGranularToken, "the following permissions: [read_member].)")]
    [TestCase(
        GitLabComVendor.NarrowToken,
        "GitLab.com answered 403 (The request requires higher privileges than provided by the access "
            + "token.). GL_ADMIN_TOKEN needs the scope read_api"
    )]
    [TestCase("glpat-not-the-one-000001", "GitLab.com answered 401 (401 Unauthorized). Put a valid token into GL_ADMIN_TOKEN.")]
    public async Task A_token_that_is_not_enough_is_no_all_clear(string token, string sentence)
    {
        await using var audit = await StartAsync();
        audit.Variables["GL_ADMIN_TOKEN"] = token;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(outcome.Report.Reasons.Single(), Does.Contain(sentence));
        });
    }

    [Test]
    public async Task A_token_that_ends_soon_is_a_notice_at_the_head_of_the_issue()
    {
        await using var audit = await StartAsync();
        audit.Variables["GL_ADMIN_TOKEN"] = GitLabComVendor.EndingToken;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Notices, Has.Count.EqualTo(2));
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(File.ReadAllText(audit.Output("issue.md")), Does.Match("\n> The token in GL\\\\?_ADMIN\\\\?_TOKEN ends on 20"));
        });
    }

    [Test]
    public async Task A_hidden_group_is_no_empty_group()
    {
        await using var audit = await StartAsync();
        audit.Change(
            "    groups:\n      - path: gitlab-com/support\n",
            "    groups:\n      - path: gitlab-com/hidden\n      - path: gitlab-com/support\n"
        );
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons.Single(),
            Does.StartWith("Reading the group gitlab-com/hidden (GET ").And.Contain("GitLab.com answered 404 (404 Group Not Found)")
        );
    }

    [Test]
    public async Task Somebody_who_is_added_is_found_and_somebody_who_is_removed_is_missed()
    {
        await using var audit = await StartAsync(150);
        var members = audit.Sandbox.Vendor<GitLabComVendor>().Members;
        var before = audit.Planted;
        var gone = members.Of(Support).First();
        members.Add(Support, "eve", "Eve", 50);
        members.Remove(Support, gone);
        members.Change(Support, members.Of(Support).First(), seat => seat with { User = seat.User with { State = "banned" } });
        members.Invite("gitlab-com/support/apac", "eve@evil.example", 30);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                audit.Planted.Except(before).Select(f => f.Check),
                Is.EquivalentTo(
                    new[]
                    {
                        "access-does-not-outlive",
                        "invitation-has-teammate",
                        "member-is-active",
                        "member-is-on-the-team",
                        "teammate-is-a-member",
                    }
                )
            );
        });
    }

    [Test]
    public async Task Somebody_who_leaves_the_team_file_becomes_a_stranger_in_each_of_their_groups()
    {
        await using var audit = await StartAsync(150);
        audit.Sandbox.World.Remove(42);
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
    }

    [Test]
    public async Task Hostile_display_names_change_no_finding_and_activate_nothing()
    {
        string[] names =
        [
            "@all",
            "/close",
            "a | b",
            "--> x",
            "<!-- platform-audits:end -->",
            "![x](https://evil.example)",
            "{{ 1/0 }}",
            "\u202eevil",
            "`",
            "- [x] done",
            "#1 !2 ~l",
            "A\nB",
            "  ",
        ];
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, DisplayNames = names }, "gitlab-com");
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions)), Is.Empty);
        });
    }

    [Test]
    [NonParallelizable]
    public async Task A_rate_limit_makes_the_audit_slow_and_not_wrong()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 10,
                RequestsPerMinute = 20,
                Clock = new SteeredClock(),
            },
            "gitlab-com"
        );
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                audit.Log.Sentences,
                Has.Some.Match("GitLab\\.com: .*; the next request goes out in [0-9.]+ s\\."),
                "else the test proves nothing"
            );
        });
    }

    [Test]
    public async Task Whoever_made_a_group_access_token_is_asked_what_it_is_for_and_of_the_others_the_operators()
    {
        await using var audit = await StartAsync(150);
        var outcome = await audit.RunAsync();
        var (head, found) = (
            audit.Sandbox.World.TeammateAt(0)!,
            outcome.Report.Findings.Where(f => f.Key.Check == "token-is-justified").ToDictionary(f => f.Key.Subject)
        );
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                found.Keys.Order(StringComparer.Ordinal),
                Is.EqualTo(
                    new[]
                    {
                        "access_token/301",
                        "access_token/304",
                        "access_token/305",
                        "deploy_token/41",
                        "deploy_token/44",
                        "service_account/60000007",
                        "service_account/60000008",
                    }
                ),
                "neither what was revoked or has ended, nor a service account of another department"
            );
            Assert.That(found["access_token/301"].Teammate?.Email, Is.EqualTo(head.Email.Trim()).IgnoreCase);
            Assert.That(
                found["access_token/301"].Text,
                Is.EqualTo(
                    "The group access token \"issue sync\" (access_token/301) of gitlab-com/support belongs to "
                        + $"{head.Name.Trim()}, and nobody has said in the last year what it is for."
                )
            );
            Assert.That(found["deploy_token/41"].Teammate, Is.Null);
        });
        var rows = audit.Issues.Single().Description!.Split('\n').Where(l => l.StartsWith("| `F", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                rows.Single(row => row.Contains("token/301", StringComparison.Ordinal)),
                Does.Match(
                    "issue sync keeps the tracker in step \\| gitlab-com/support \\| .*, 20.* \\| 20.* \\| "
                        + "Maintainer, api, read_repository \\|  \\|$"
                )
            );
            Assert.That(
                rows.Single(row => row.Contains("token/41", StringComparison.Ordinal)),
                Does.Contain("| unknown | unknown, unknown | never | read_registry, write_registry |")
            );
            Assert.That(
                rows.Single(row => row.Contains("account/60000008", StringComparison.Ordinal)),
                Does.Contain("without a token").And.Contain("unknown, never")
            );
            Assert.That(
                rows.Single(row => row.Contains("account/60000007", StringComparison.Ordinal)),
                Does.Match("with 1 token, the last of which ends on 20[0-9-]+ \\| gitlab-com \\|")
            );
        });
    }

    [Test]
    public async Task An_Owner_of_the_groups_alone_is_told_that_the_service_accounts_are_unknown(
        [Values] bool isOfThePlan,
        [Values] bool isTokenReviewOn
    )
    {
        await using var audit = await StartAsync();
        audit.Variables["GL_ADMIN_TOKEN"] = isOfThePlan ? GitLabComVendor.AdminToken : GitLabComVendor.OwnerToken;
        audit.Sandbox.Vendor<GitLabComVendor>().Tokens.HasServiceAccounts = !isOfThePlan;
        if (!isTokenReviewOn)
        {
            audit.Change("  gitlab-com:\n", "  gitlab-com:\n    checks: {token-is-justified: false}\n");
        }

        var outcome = await audit.RunAsync();
        var why = isOfThePlan
            ? "GitLab.com answered 404, as where the plan has none"
            : "GitLab.com answered 403, as to who is not an Owner there";
        var issue = audit.Issues.Single().Description;
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Findings), string.Join('\n', outcome.Report.Reasons));
            Assert.That(
                outcome.Report.Notices.Where(notice => notice.Contains("unknown", StringComparison.Ordinal)),
                isTokenReviewOn
                    ? Is.EqualTo(new[] { $"The service accounts of gitlab-com are unknown, and nobody is asked for them: {why}." })
                    : Is.Empty
            );
            Assert.That(
                issue,
                isTokenReviewOn ? Does.Contain($"- service accounts of gitlab-com: {why}\n") : Does.Contain("Not reviewed: ")
            );
            Assert.That(
                audit.Found(),
                Is.EqualTo(
                    audit.Planted.Where(fault =>
                        isTokenReviewOn
                            ? !fault.Account.StartsWith("service_account/", StringComparison.Ordinal)
                            : fault.Check != "token-is-justified"
                    )
                )
            );
            Assert.That(
                isTokenReviewOn
                    || audit.Sandbox.Requests.All.All(r =>
                        !Regex.IsMatch(r.Target, "^/gitlab-com/.*/(access_tokens|deploy_tokens|service_accounts|projects)")
                    )
            );
        });
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        Assert.That((await audit.RunAsync()).Report.Notices, Is.EqualTo(outcome.Report.Notices), "also in a replay");
    }

    [Test]
    public async Task A_list_that_was_read_and_is_refused_now_is_no_answer_until_somebody_accepts_it()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        audit.Variables["GL_ADMIN_TOKEN"] = GitLabComVendor.OwnerToken;
        var refused = await audit.RunAsync();
        var issue = audit.Issues.Single().Description;
        audit.Request = audit.Request with { AcceptsDrop = true };
        var accepted = await audit.RunAsync();
        audit.Request = audit.Request with { AcceptsDrop = false };
        var after = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(refused.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                refused.Report.Reasons.Single(),
                Does.StartWith(
                        "What was read the last time is not refused now: this does not hold (the service accounts of gitlab-com were"
                    )
                    .And.EndsWith("run once with --accept-drop.")
            );
            Assert.That(issue, Does.Not.Contain("Fixed: no longer found"));
            Assert.That(accepted.Report.Verdict, Is.EqualTo(Verdict.Findings));
            Assert.That(after.Report.Verdict, Is.EqualTo(Verdict.Findings));
        });
    }

    [Test]
    public async Task A_second_run_that_finds_the_same_writes_nothing()
    {
        await using var audit = await StartAsync(150);
        await audit.RunAsync();
        var second = await audit.RunAsync();
        Assert.That(second.Issue!.Change, Is.EqualTo(IssueChange.None));
    }

    private static Task<SandboxedAudit> StartAsync(int size = 10) =>
        SandboxedAudit.StartAsync(new SandboxOptions { Size = size }, "gitlab-com");
}
