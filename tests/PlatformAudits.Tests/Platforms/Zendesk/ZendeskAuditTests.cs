using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Platforms.Zendesk;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Zendesk;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Platforms.Zendesk;

/// <summary>Whole audits of both instances: who asks, what is asked, what is written, and what is shown.</summary>
public sealed class ZendeskAuditTests
{
    private static readonly string[] Both = ["zendesk-global", "zendesk-us-federal"];

    [Test]
    public async Task Only_agents_and_admins_are_asked_for_and_nothing_is_changed([ValueSource(nameof(Both))] string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        await audit.RunAsync();
        var requests = audit.Sandbox.Requests.All.Where(r => r.Target.StartsWith($"/{platform}/", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                requests.Where(r => r.Method != "GET").Select(r => $"{r.Method} {r.Target}"),
                Is.EqualTo(new[] { $"POST /{platform}/oauth/tokens" })
            );
            Assert.That(
                requests.Select(r => r.Target.Split('?')[0][(platform.Length + 2)..]).Distinct().Order(),
                Is.EqualTo(
                    new[]
                    {
                        "api/v2/api_tokens",
                        "api/v2/custom_roles",
                        "api/v2/group_memberships",
                        "api/v2/groups",
                        "api/v2/oauth/clients",
                        "api/v2/oauth/tokens",
                        "api/v2/users",
                        "api/v2/users/count",
                        "api/v2/users/me",
                        "oauth/tokens",
                    }
                )
            );
            Assert.That(
                requests.Where(r => Regex.IsMatch(r.Target, "/users(/count)?[?]")).Select(r => r.Target),
                Has.All.Contains("?role%5B%5D=agent&role%5B%5D=admin"),
                "customers stay in the instance"
            );
        });
    }

    [TestCase("zendesk-global", false)]
    [TestCase("zendesk-global", true)]
    [TestCase("zendesk-us-federal", false)]
    [TestCase("zendesk-us-federal", true)]
    public async Task Nothing_that_is_written_holds_a_secret_or_more_of_people_than_an_audit_needs(string platform, bool byApiToken)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        if (byApiToken)
        {
            TakeApiToken(audit);
        }

        await audit.RunAsync();
        var written = Directory
            .EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(audit.Log.Sentences)
            .ToList();
        Assert.Multiple(() =>
        {
            foreach (
                var secret in new[]
                {
                    ZendeskVendor.AdminSecret,
                    ZendeskVendor.ApiToken,
                    "zendesk-access-",
                    "zendesk-authenticity-token",
                    "zdvis",
                    "zendesk-hash-of-a-token",
                    "zdclientse",
                    "zdaccessto",
                    "+1555",
                    "second screen",
                    "Best regards",
                    "gitlab_username",
                    "Requester ",
                }
            )
            {
                Assert.That(written, Has.None.Contains(secret));
            }
        });
    }

    [Test]
    public async Task A_replay_gives_the_same_bytes(
        [ValueSource(nameof(Both))] string platform,
        [Values("client", "api token", "lapsing token", "refused")] string access
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        switch (access)
        {
            case "api token":
                TakeApiToken(audit);
                break;
            case "lapsing token":
                Vendor(audit).RequestsPerToken = 7;
                break;
            case "refused":
                TakeClient(audit, ZendeskVendor.AgentClient, ZendeskVendor.AgentSecret);
                break;
        }

        await audit.RunAsync();
        string[] files = ["report.json", "issue.md", "junit.xml"];
        var before = files.Select(f => File.ReadAllText(audit.Output(f))).ToList();
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
            Assert.That(files.Select(f => File.ReadAllText(audit.Output(f))), Is.EqualTo(before));
            Assert.That(audit.Sandbox.Requests.Received, Is.EqualTo(asked));
        });
    }

    [Test]
    public async Task A_token_that_lapses_is_renewed_once_and_nothing_is_lost([ValueSource(nameof(Both))] string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        Vendor(audit).RequestsPerToken = 9;
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                audit.Sandbox.Requests.All.Count(r => r.Method == "POST" && r.Target.EndsWith("/oauth/tokens", StringComparison.Ordinal)),
                Is.EqualTo(2)
            );
            Assert.That(audit.Sandbox.Requests.All.Select(r => r.Status), Has.Some.EqualTo(401), "else the test proves nothing");
        });
    }

    [Test]
    public async Task A_token_that_lapses_again_and_again_is_no_all_clear()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "zendesk-global");
        Vendor(audit).RequestsPerToken = 2;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.Contain(
                    "Zendesk Global answered 401 (Couldn't authenticate you). Put valid values into ZD_CLIENT_ID and ZD_CLIENT_SECRET."
                )
            );
            Assert.That(
                audit.Sandbox.Requests.All.Count(r =>
                    r.Method == "POST" && r.Target.EndsWith("/zendesk-global/oauth/tokens", StringComparison.Ordinal)
                ),
                Is.EqualTo(2)
            );
        });
    }

    [TestCase("zendesk-global", "ZD_USERNAME and ZD_TOKEN are an API token")]
    [TestCase("zendesk-us-federal", "US_ZD_USERNAME and US_ZD_TOKEN are an API token")]
    public async Task An_API_token_still_works_and_is_warned_of_with_the_day_of_its_end(string platform, string sentence)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        TakeApiToken(audit);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(audit.Log.Sentences, Has.One.StartsWith(sentence).And.One.Contains("30 April 2027"));
            Assert.That(File.ReadAllText(audit.Output("issue.md")), Does.Contain("30 April 2027"));
            Assert.That(
                audit.Sandbox.Requests.Writes.Where(r => r.Target.StartsWith($"/{platform}/", StringComparison.Ordinal)),
                Is.Empty
            );
        });
    }

    [Test]
    public async Task An_OAuth_client_is_preferred_to_an_API_token_without_a_warning()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, "zendesk-global");
        audit.Variables["ZD_USERNAME"] = "somebody@gitlab.com";
        audit.Variables["ZD_TOKEN"] = "whatever-it-is";
        var outcome = await audit.RunAsync();
        Assert.That((outcome.Report.Verdict, outcome.Report.Notices.Count), Is.EqualTo((Verdict.Findings, 0)));
    }

    [Test]
    public async Task A_wrong_API_token_is_found_out_although_the_probe_answers_200()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, "zendesk-us-federal");
        TakeApiToken(audit);
        audit.Variables["US_ZD_TOKEN"] = "some-other-token";
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons,
            Is.EqualTo(
                new[]
                {
                    "Reading the credential's own account in Zendesk US Federal: Zendesk takes it for an anonymous caller, and only an "
                        + "agent or admin sees the others. Check US_ZD_USERNAME and US_ZD_TOKEN, and whom they act as.",
                }
            )
        );
    }

    [Test]
    public async Task A_wrong_secret_is_refused_where_the_token_is_asked_for()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, "zendesk-global");
        TakeClient(audit, ZendeskVendor.AdminClient, "another-secret");
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons.Single(),
            Does.Match(
                "^Reading an access token \\(POST .*/zendesk-global/oauth/tokens\\): Zendesk Global answered 401 \\(invalid_client: "
                    + ".*\\)\\. Put valid values into ZD_CLIENT_ID and ZD_CLIENT_SECRET\\.$"
            )
        );
    }

    [Test]
    public async Task An_agents_client_is_enough_when_tokens_are_not_reviewed()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "zendesk-global");
        TakeClient(audit, ZendeskVendor.AgentClient, ZendeskVendor.AgentSecret);
        var refused = await audit.RunAsync();
        var settings = audit.Sandbox.SettingsYaml.Replace(
            "    checks:\n",
            "    checks:\n      token-owner-is-on-the-team: false\n      token-has-request: false\n"
                + "      token-is-not-expired: false\n      token-is-used: false\n      token-is-justified: false\n",
            StringComparison.Ordinal
        );
        audit.Request = audit.Request with { SettingsPath = audit.Write("without-tokens.yaml", settings) };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                refused.Report.Reasons.Single(),
                Does.Contain("answered 403 (Forbidden: You do not have access")
                    .And.Contains("\"Manage APIs\"")
                    .And.EndsWith(
                        "To do without it, switch token-owner-is-on-the-team, token-has-request, token-is-not-expired, "
                            + "token-is-used and token-is-justified off in audits.yaml."
                    )
            );
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted.Where(p => !p.Check.StartsWith("token-", StringComparison.Ordinal))));
            Assert.That(File.ReadAllText(audit.Output("issue.md")), Does.Contain("Not reviewed: the checks of tokens are switched off."));
        });
    }

    [Test]
    public async Task API_tokens_that_are_switched_off_are_said_in_the_issue_and_are_no_empty_list()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "zendesk-global");
        Vendor(audit).ApiTokensAreOff = true;
        await audit.RunAsync();
        var issue = File.ReadAllText(audit.Output("issue.md"));
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                issue,
                Does.Contain("API tokens are switched off in Zendesk Global, or retired")
                    .And.Contains("API tokens: switched off or retired. OAuth clients: 7.")
            );
        });
    }

    [Test]
    public async Task A_plan_without_custom_roles_is_not_evaluated_while_roles_are_compared()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "zendesk-global");
        Vendor(audit).HasCustomRoles = false;
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons.Single(),
            Does.Contain("Reading custom roles").And.EndsWith("To do without it, switch role-matches off in audits.yaml.")
        );
    }

    [Test]
    public async Task The_access_request_of_a_token_is_a_link_that_shows_its_host()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, "zendesk-global");
        await audit.RunAsync();
        Assert.That(
            audit.Issues.Single().Description,
            Does.Contain(" [gitlab.com](https://gitlab.com/gitlab-com/team-member-epics/access-requests/-/issues/101) |")
        );
    }

    [TestCase("https://requests.example/1?a=(b)|`c`<d>", "https://requests.example/1?a=(b)%7C%60c%60%3Cd%3E")]
    [TestCase("http://requests.example/1", null)]
    [TestCase("javascript:alert(1)", null)]
    [TestCase("see https://requests.example/1", null)]
    public void Only_an_https_address_in_an_agreed_form_is_a_request(string description, string? address) =>
        Assert.That(TokenForm.Of("{link}").LinkIn(description)?.AbsoluteUri, Is.EqualTo(address));

    [Test]
    public void A_description_that_is_made_to_be_slow_is_no_link_and_ends_nothing()
    {
        var description = string.Concat(Enumerable.Repeat("a - https://", 20_000));
        Assert.That(TokenForm.Of("{person} - {link} - {date}").LinkIn(description), Is.Null);
    }

    [Test]
    public async Task What_people_write_beside_a_token_is_kept_with_and_without_a_finding()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "zendesk-global");
        await audit.RunAsync();
        var person = audit.Sandbox.GitLab.UserOf(3);
        var rows = audit
            .Issues.Single()
            .Description!.Split('\n')
            .Where(l => l.StartsWith("| `F", StringComparison.Ordinal) && l.Contains("| `api_token/", StringComparison.Ordinal))
            .ToList();
        var typed = rows.Select((row, index) => (Row: row, Typed: row[..^3].TrimEnd() + $" needed for {index} |")).ToList();
        audit.Sandbox.GitLab.Tracker.Edit(
            person,
            1,
            issue =>
                issue with
                {
                    Description = typed.Aggregate(issue.Description!, (text, t) => text.Replace(t.Row, t.Typed, StringComparison.Ordinal)),
                }
        );
        Vendor(audit).Keys.Remove(Vendor(audit).Keys.ApiTokens[0]);
        var outcome = await audit.RunAsync();
        var kept = audit
            .Issues.Single()
            .Description!.Split('\n')
            .Where(l => l.StartsWith("| `F", StringComparison.Ordinal) && l.Contains("| `api_token/", StringComparison.Ordinal))
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(
                kept.Take(rows.Count - 1).Select((row, index) => row.EndsWith($" needed for {index + 1} |", StringComparison.Ordinal)),
                Has.All.True
            );
            Assert.That(kept, Has.Count.EqualTo(rows.Count - 1));
            Assert.That(
                audit.Issues.Single().Description,
                Does.Contain("\n  - Written beside it: needed for 0\n"),
                "what was typed beside a token that is gone stands beside its finding, which has ended"
            );
        });
    }

    [Test]
    public async Task The_plant_follows_every_change_and_so_do_the_findings([ValueSource(nameof(Both))] string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        var before = audit.Planted;
        var (staff, keys) = (Vendor(audit).Staff, Vendor(audit).Keys);
        staff.Add("New Person", "new.person@elsewhere.example");
        staff.Change(staff.Agents.ElementAt(2), agent => agent with { IsSuspended = true, Groups = ["Security"] });
        staff.Remove(staff.Agents.ElementAt(4));
        keys.Add(keys.ApiTokens[0] with { Id = 12, Description = "what for" });
        keys.Add(keys.Clients[0] with { Id = 13, Description = "what for" });
        audit.Sandbox.World.Remove(1);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                audit.Planted.Except(before).Select(p => p.Check),
                Is.SupersetOf(new[] { "account-has-teammate", "agent-is-not-suspended", "token-has-request" })
            );
        });
    }

    [Test]
    public async Task Hostile_names_change_no_finding_and_activate_nothing([ValueSource(nameof(Both))] string platform)
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
            "A\nB",
        ];
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, DisplayNames = names }, platform);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions)), Is.Empty);
        });
    }

    [Test]
    public async Task An_unknown_second_factor_is_not_reported_as_off()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "zendesk-global");
        await audit.RunAsync();
        Assert.That(File.ReadAllText(audit.Output("issue.md")), Does.Not.Match(@"(?i)\b2FA\b|two.factor|second factor"));
    }

    [Test]
    public async Task A_run_that_changes_nothing_writes_nothing()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "zendesk-global");
        await audit.RunAsync();
        var second = await audit.RunAsync();
        Assert.That(second.Issue!.Change, Is.EqualTo(IssueChange.None));
    }

    private static ZendeskVendor Vendor(SandboxedAudit audit) =>
        audit.Request.Platform == "zendesk-global"
            ? audit.Sandbox.Vendor<ZendeskGlobalVendor>()
            : audit.Sandbox.Vendor<ZendeskUsFederalVendor>();

    private static string Prefix(SandboxedAudit audit) => audit.Request.Platform == "zendesk-global" ? "ZD_" : "US_ZD_";

    private static void TakeClient(SandboxedAudit audit, string id, string secret) =>
        (audit.Variables[Prefix(audit) + "CLIENT_ID"], audit.Variables[Prefix(audit) + "CLIENT_SECRET"]) = (id, secret);

    private static void TakeApiToken(SandboxedAudit audit)
    {
        audit.Variables.Remove(Prefix(audit) + "CLIENT_ID");
        audit.Variables.Remove(Prefix(audit) + "CLIENT_SECRET");
        audit.Variables[Prefix(audit) + "USERNAME"] = Vendor(audit).Staff.Agents.First().Email;
        audit.Variables[Prefix(audit) + "TOKEN"] = ZendeskVendor.ApiToken;
    }
}
