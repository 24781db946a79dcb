using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.Zendesk;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.Zendesk;

/// <summary>What the vendor was seen to answer, odd or broken, and what becomes of it.</summary>
public sealed class ZendeskAnswersTests
{
    [TestCase("""{"error":"RecordNotFound","description":"Not found"}""", 404, "RecordNotFound: Not found")]
    [TestCase(
        """{"error":"TooManyValues","description":"Parameter is too long","max_count":100}""",
        400,
        "TooManyValues: Parameter is too long"
    )]
    [TestCase("""{"error":{"title":"Forbidden","message":"You do not have access."}}""", 403, "Forbidden: You do not have access")]
    [TestCase("""{"errors":[{"code":"Denied","title":"Not allowed","detail":"No scope."}]}""", 403, "Not allowed: No scope")]
    [TestCase("""{"errors":[{"code":"Denied"}]}""", 403, "Denied")]
    [TestCase("""{"errors":["one","two"]}""", 400, "one: two")]
    [TestCase(
        """{"error":"invalid_client","error_description":"Client authentication failed"}""",
        401,
        "invalid_client: Client authentication failed"
    )]
    [TestCase("""{"error":"Couldn't authenticate you"}""", 401, "Couldn't authenticate you")]
    [TestCase("", 404, null)]
    [TestCase("<html>proxy</html>", 403, null)]
    [TestCase("[]", 400, null)]
    public async Task Every_shape_of_error_is_said_in_the_reason(string body, int status, string? said)
    {
        await using var zendesk = new ScriptedZendesk().Answer("users", _ => Reply.Json(body, status: status));
        var failure = (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!;
        Assert.That(
            failure.Message,
            Does.StartWith(
                $"Reading agents and admins (GET {zendesk.Address}api/v2/users): Zendesk Global answered "
                    + $"{status}{(said is null ? "" : $" ({said})")}. "
            )
        );
    }

    [TestCase("Retry-After: 7\r\n", "waiting 7", "the header's seconds")]
    [TestCase("ratelimit-reset: 9\r\n", "waiting 9", "the other header's seconds")]
    [TestCase("", "waiting 6[0-6] s", "the default minute")]
    public async Task A_429_in_plain_text_is_waited_for(string header, string wait, string _)
    {
        await using var zendesk = new ScriptedZendesk();
        zendesk.Answer(
            "groups",
            asked =>
                asked == 0
                    ? Reply.Text(
                        "Number of allowed API requests per minute exceeded",
                        header + "x-rate-limit: 700\r\nx-rate-limit-remaining: 0\r\n",
                        429
                    )
                    : Reply.Json(ScriptedZendesk.LastPage("groups"))
        );
        await zendesk.ReadAsync();
        Assert.That(zendesk.Log.Sentences, Has.One.Match($"Zendesk Global answered 429; {wait}.* before the next try\\."));
    }

    [Test]
    public async Task A_list_ends_where_has_more_is_false_whatever_the_next_address_says()
    {
        await using var zendesk = new ScriptedZendesk();
        await zendesk.ReadAsync();
        Assert.That(
            zendesk.Requests.Count(r => r.StartsWith("GET /api/v2/group_memberships", StringComparison.Ordinal)),
            Is.EqualTo(1),
            "links.next is not null on the last page"
        );
    }

    [Test]
    public async Task Members_of_groups_on_a_later_page_of_agents_keep_their_name()
    {
        await using var zendesk = TwoPages();
        zendesk
            .Answer("groups", ScriptedZendesk.LastPage("groups", """{"id":5,"name":"Pine"}"""))
            .Answer(
                "group_memberships",
                ScriptedZendesk.LastPage("group_memberships", """{"id":9,"user_id":6164102309658,"group_id":5}""")
            );
        var population = await zendesk.ReadAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Accounts.Select(a => a.Id), Is.EqualTo(new[] { "1", "6164102309658" }), "ids exceed 2^31");
            Assert.That(population.GroupsOf(population.Accounts[1]), Is.EqualTo(new[] { "Pine" }));
            Assert.That(
                zendesk.Requests,
                Has.One.Contains("GET /api/v2/users?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=100&page%5Bafter%5D=c1 "),
                "the cursor, and the role filter with it"
            );
        });
    }

    [TestCase(
        """{"users":[],"next_page":null,"previous_page":null,"count":2}""",
        "the page has no meta.has_more, so nobody knows whether it is the last; the list counts as cut off"
    )]
    [TestCase("""{"users":[],"meta":{"has_more":null}}""", "the page has no meta.has_more")]
    [TestCase(
        """{"users":[],"meta":{"has_more":true,"after_cursor":null},"links":{"next":null}}""",
        "there are more rows, but no cursor and no address that leads to them"
    )]
    [TestCase(
        """{"users":[{"id":1,"role":"end-user"}],"meta":{"has_more":false}}""",
        "row 1: a record's role is end-user, and only agents and admins were asked for"
    )]
    [TestCase("""{"meta":{"has_more":false}}""", "the body has no users")]
    [TestCase("""{"users":[{"id":null,"role":"agent"}],"meta":{"has_more":false}}""", "row 1: a record has no id")]
    public async Task A_page_that_is_not_as_documented_is_no_answer(string page, string problem)
    {
        await using var zendesk = new ScriptedZendesk().Answer("users", page);
        Assert.That((await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!.Message, Does.Contain(problem));
    }

    [Test]
    public async Task A_page_argument_that_is_ignored_is_no_endless_list()
    {
        await using var zendesk = new ScriptedZendesk().Answer("users", """{"users":[],"meta":{"has_more":true,"after_cursor":"same"}}""");
        Assert.That(
            (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!.Message,
            Does.Contain("leads back to a page that was already read")
        );
    }

    [Test]
    public async Task A_page_without_a_cursor_leads_on_by_its_address_and_never_to_another_host()
    {
        await using var zendesk = new ScriptedZendesk().Answer(
            "users",
            """{"users":[],"meta":{"has_more":true},"links":{"next":"https://elsewhere.example/api/v2/users"}}"""
        );
        Assert.That(
            (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!.Message,
            Does.Contain("on another host, https://elsewhere.example, where the credential does not belong")
        );
    }

    [TestCase("custom_roles", """{"custom_roles":[],"next_page":"https://x/2"}""")]
    [TestCase("api_tokens", """{"api_tokens":[],"meta":{"has_more":true}}""")]
    public async Task A_list_that_was_never_paged_and_says_it_has_more_is_no_whole_list(string list, string body)
    {
        await using var zendesk = new ScriptedZendesk().Answer(list, body);
        Assert.That(
            (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!.Message,
            Does.Contain("the list says that it has further pages")
        );
    }

    [TestCase("""{"user":{"id":null,"name":"Anonymous user","email":"invalid@example.com","role":"end-user"}}""", "an anonymous caller")]
    [TestCase("""{"user":{"id":7,"role":"end-user"}}""", "the role end-user")]
    public async Task A_probe_that_answers_200_to_nobody_is_no_credential(string me, string taken)
    {
        await using var zendesk = new ScriptedZendesk().Answer("users/me", me);
        var failure = (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Is.EqualTo(
                    $"Reading the credential's own account in Zendesk Global: Zendesk takes it for {taken}, and only an agent or admin "
                        + "sees the others. Check ZD_USERNAME and ZD_TOKEN, and whom they act as."
                )
            );
            Assert.That(zendesk.Requests, Has.Count.EqualTo(1), "nothing else is asked");
        });
    }

    [Test]
    public async Task Light_agents_and_custom_role_staff_are_told_from_full_agents()
    {
        await using var zendesk = new ScriptedZendesk
        {
            Settings =
                "profile: handbook-2023, roles: {light_agent: [77], admin: ['88']}, token_forms: [{form: "
                + "'{link}'}], default_groups: [{group: General}]",
        };
        zendesk
            .Answer(
                "custom_roles",
                """
                {"custom_roles":[{"id":10,"name":"Staff","role_type":0,"configuration":{"light_agent":false,"ticket_access":"all"}},{"id":11,"name":"Partner","role_type":0,"configuration":{"light_agent":true}}]}
                """
            )
            .Answer(
                "users",
                ScriptedZendesk.LastPage(
                    "users",
                    """{"id":1,"role":"admin","role_type":4}""",
                    """{"id":2,"role":"agent","role_type":0,"custom_role_id":10}""",
                    """{"id":3,"role":"agent","role_type":1,"custom_role_id":12}""",
                    """{"id":4,"role":"agent","role_type":null,"custom_role_id":11}""",
                    """{"id":5,"role":"agent","role_type":null,"custom_role_id":77}""",
                    """{"id":6,"role":"agent","role_type":0,"custom_role_id":88}""",
                    """{"id":7,"role":"agent","role_type":null,"custom_role_id":null}""",
                    """{"id":8,"role":"overseer","role_type":12}"""
                )
            );
        var population = await zendesk.ReadAsync();
        Assert.That(
            population.Accounts.Select(a => $"{population.KindOf(a)} {population.RoleOf(a)}"),
            Is.EqualTo(
                new[]
                {
                    "Admin Admin",
                    "Full Staff",
                    "Light custom role 12",
                    "Light Partner",
                    "Light custom role 77",
                    "Admin custom role 88",
                    "Full Agent",
                    "Full overseer",
                }
            )
        );
    }

    [Test]
    public async Task A_suspended_agent_is_found_whether_agent_or_admin_and_an_unknown_one_is_not()
    {
        await using var zendesk = new ScriptedZendesk().Answer(
            "users",
            ScriptedZendesk.LastPage(
                "users",
                """{"id":1,"role":"admin","suspended":true}""",
                """{"id":2,"role":"agent","suspended":true,"two_factor_auth_enabled":null,"last_login_at":null,"email":null,"name":null}""",
                """{"id":3,"role":"agent","suspended":false}""",
                """{"id":4,"role":"agent","suspended":null}""",
                """{"id":5,"role":"agent"}""",
                """{"id":6,"role":"agent","suspended":true,"active":false}"""
            )
        );
        var population = await zendesk.ReadAsync();
        var outcomes = Evaluate(new AgentIsNotSuspended(), population);
        Assert.Multiple(() =>
        {
            Assert.That(
                outcomes.Where(o => o.Finding is not null).Select(o => o.Subject),
                Is.EqualTo(new[] { "1", "2" }),
                "a deleted user is no account"
            );
            Assert.That(outcomes.Select(o => o.Subject), Is.EqualTo(new[] { "1", "2", "3" }), "of 4 and 5 nobody knows");
        });
    }

    [TestCase(1, 3, true)]
    [TestCase(1, 4, false)]
    [TestCase(1, 0, true)]
    public async Task A_list_that_is_shorter_than_the_vendors_count_allows_is_not_whole(int rows, int counted, bool isWhole)
    {
        await using var zendesk = new ScriptedZendesk().Answer(
            "users/count",
            string.Create(CultureInfo.InvariantCulture, $$$"""{"count":{"value":{{{counted}}},"refreshed_at":null}}""")
        );
        var assertion = (await zendesk.AssertedAsync()).Single(p =>
            p.Statement.StartsWith("There are not fewer", StringComparison.Ordinal)
        );
        Assert.That((assertion.Holds, assertion.Figures), Is.EqualTo((isWhole, $"{rows} rows, {counted} counted, 2 may be missing")));
    }

    [TestCase("users", """{"id":2,"role":"agent"}""", "The credential's own account is in the list, as an agent or admin")]
    [TestCase("group_memberships", """{"id":9,"user_id":404,"group_id":5}""", "Everybody in a group is in the list of agents and admins")]
    [TestCase("groups", """{"id":5,"name":"Pine"},{"id":5,"name":"Pine"}""", "No group and no membership appears twice")]
    [TestCase(
        "group_memberships",
        """{"id":9,"user_id":1,"group_id":5},{"id":9,"user_id":1,"group_id":5}""",
        "No group and no membership appears twice"
    )]
    public async Task A_list_that_another_list_contradicts_is_not_whole(string list, string row, string statement)
    {
        await using var zendesk = new ScriptedZendesk().Answer(list, ScriptedZendesk.LastPage(list, row));
        Assert.That((await zendesk.AssertedAsync()).Where(p => !p.Holds).Select(p => p.Statement), Is.EqualTo(new[] { statement }));
    }

    [TestCase("""{"id":1,"user_id":1,"active":true,"created_at":"2025-01-01T00:00:00Z","last_used":"2026-11-01T00:00:00Z"}""", "passed")]
    [TestCase(
        """{"id":1,"user_id":1,"active":true,"created_at":"2025-01-01T00:00:00Z","last_used_at":"2026-11-01T00:00:00Z"}""",
        "passed"
    )]
    [TestCase("""{"id":1,"user_id":1,"active":true,"created_at":"2025-01-01T00:00:00Z","last_used_at":"2026-01-01T00:00:00Z"}""", "found")]
    [TestCase("""{"id":1,"user_id":1,"active":true,"created_at":"2025-01-01T00:00:00Z","last_used":null}""", "found")]
    [TestCase("""{"id":1,"user_id":1,"active":true,"created_at":"2026-11-11T00:00:00Z","last_used":null}""", "passed")]
    [TestCase("""{"id":1,"user_id":1,"active":true,"created_at":"2025-01-01T00:00:00Z"}""", "unknown")]
    [TestCase("""{"id":1,"user_id":1,"active":true,"last_used":null}""", "unknown")]
    [TestCase("""{"id":1,"user_id":1,"active":false,"created_at":"2025-01-01T00:00:00Z","last_used":null}""", "unknown")]
    public async Task A_token_stays_in_the_review_whether_idle_deactivated_or_of_unknown_use(string token, string verdict)
    {
        await using var zendesk = new ScriptedZendesk().Answer("api_tokens", $$"""{"api_tokens":[{{token}}]}""");
        var population = await zendesk.ReadAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Tokens.Select(t => t.Id), Is.EqualTo(new[] { "api_token/1" }));
            Assert.That(
                Evaluate(new TokenIsUsed(new ZendeskSettings(ZendeskGlobal.Global)), population)
                    .Select(o => o.Finding is null ? "passed" : "found")
                    .SingleOrDefault("unknown"),
                Is.EqualTo(verdict)
            );
        });
    }

    [TestCase(404)]
    [TestCase(410)]
    public async Task API_tokens_that_are_switched_off_are_a_notice_and_no_failure(int status)
    {
        await using var zendesk = new ScriptedZendesk().Answer("api_tokens", _ => Reply.Text("", status: status));
        var population = await zendesk.ReadAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.HasApiTokens, Is.False);
            Assert.That(
                population.Notices,
                Has.One.EqualTo(
                    "API tokens are switched off in Zendesk Global, or retired (it answered "
                        + $"{status}): the review covers OAuth clients only."
                )
            );
        });
    }

    [TestCase(
        "api_tokens",
        403,
        "the permission \"Manage APIs\"",
        "token-owner-is-on-the-team, token-has-request, token-is-not-expired, token-is-used and token-is-justified"
    )]
    [TestCase("oauth/clients", 403, "as an admin", "token-owner-is-on-the-team")]
    [TestCase("oauth/tokens", 404, "", "token-owner-is-on-the-team")]
    [TestCase("groups", 403, "", "groups-match")]
    [TestCase("group_memberships", 402, "", "groups-match")]
    [TestCase("custom_roles", 403, "", "role-matches")]
    [TestCase("custom_roles", 404, "", "role-matches")]
    public async Task A_part_that_is_refused_says_which_checks_to_switch_off(string list, int status, string advice, string checks)
    {
        await using var zendesk = new ScriptedZendesk().Answer(list, _ => Reply.Json("{}", status: status));
        var failure = (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!;
        Assert.That(
            failure.Message,
            Does.Contain($"Zendesk Global answered {status}.")
                .And.Contains(advice)
                .And.Contains($" To do without it, switch {checks}")
                .And.EndsWith(" off in audits.yaml.")
        );
    }

    [TestCase(403)]
    [TestCase(404)]
    public async Task A_plan_without_custom_roles_is_a_notice_when_nobody_compares_roles(int status)
    {
        await using var zendesk = new ScriptedZendesk { Settings = "token_forms: [{form: '{link}'}]" };
        zendesk.Answer("custom_roles", _ => Reply.Json("{}", status: status));
        Assert.That((await zendesk.ReadAsync()).Notices, Has.One.Contains($"does not give its custom roles (it answered {status})"));
    }

    [Test]
    public async Task What_only_switched_off_checks_need_is_not_read()
    {
        await using var zendesk = new ScriptedZendesk
        {
            Settings =
                "checks: {token-owner-is-on-the-team: false, token-has-request: false, token-is-not-expired: false, "
                + "token-is-used: false, token-is-justified: false}",
        };
        await zendesk.ReadAsync();
        Assert.That(
            zendesk.Requests.Select(r => r.Split(' ', '?')[1]).Order(),
            Is.EqualTo(new[] { "/api/v2/custom_roles", "/api/v2/users", "/api/v2/users/count", "/api/v2/users/me" })
        );
    }

    [Test]
    public async Task A_token_endpoint_that_leads_elsewhere_is_not_followed_with_the_secret()
    {
        await using var elsewhere = new ScriptedServer((_, _) => Reply.Json("""{"access_token":"stolen-token"}"""));
        await using var zendesk = new ScriptedZendesk();
        zendesk.Variables["ZD_CLIENT_ID"] = "client";
        zendesk.Variables["ZD_CLIENT_SECRET"] = "a-secret-of-a-client";
        zendesk.Answer("oauth/tokens", _ => Reply.Json("{}", $"Location: {elsewhere.Address}oauth/tokens\r\n", 307));
        var failure = (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Does.StartWith($"Reading an access token (POST {zendesk.Address}oauth/tokens): Zendesk Global answered 307.")
            );
            Assert.That(elsewhere.Requests, Is.Empty);
        });
    }

    [TestCase("{}", "a record has no access_token")]
    [TestCase("""{"access_token":null}""", "a record has no access_token")]
    [TestCase("""{"access_token":"two\nlines"}""", "its access_token is empty or holds a character that no token has")]
    [TestCase("<html>", "Zendesk Global's answer is not whole JSON")]
    public async Task An_answer_without_a_token_is_said_and_nothing_is_asked_without_one(string body, string problem)
    {
        await using var zendesk = new ScriptedZendesk();
        zendesk.Variables["ZD_CLIENT_ID"] = "client";
        zendesk.Variables["ZD_CLIENT_SECRET"] = "a-secret-of-a-client";
        zendesk.Answer("oauth/tokens", body);
        Assert.That((await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!.Message, Does.Contain(problem));
        Assert.That(zendesk.Requests, Has.All.StartsWith("POST /oauth/tokens "));
    }

    [Test]
    public async Task The_secret_and_the_token_are_redacted_wherever_the_vendor_repeats_them()
    {
        await using var zendesk = new ScriptedZendesk();
        zendesk.Variables["ZD_CLIENT_ID"] = "client";
        zendesk.Variables["ZD_CLIENT_SECRET"] = "a-secret-of-a-client";
        zendesk
            .Answer(
                "oauth/tokens",
                asked =>
                    Reply.Json(
                        asked == 0
                            ? """{"access_token":"granted-access-token","said":"a-secret-of-a-client"}"""
                            : ScriptedZendesk.LastPage("tokens")
                    )
            )
            .Answer(
                "groups",
                _ =>
                    Reply.Json(
                        ScriptedZendesk.LastPage("groups", """{"id":5,"name":"granted-access-token a-secret-of-a-client"}"""),
                        "ratelimit-limit: granted-access-token\r\n"
                    )
            );
        await zendesk.ReadAsync();
        var written = Directory
            .EnumerateFiles(zendesk.Snapshot, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(zendesk.Log.Sentences);
        Assert.Multiple(() =>
        {
            Assert.That(
                written,
                Has.None.Contains("granted-access-token")
                    .And.None.Contains("a-secret-of-a-client")
                    .And.Some.Contains("[redacted] [redacted]")
            );
            Assert.That(
                zendesk.Requests.Where(r => r.StartsWith("GET ", StringComparison.Ordinal)),
                Has.All.Contains("Authorization: Bearer granted-access-token\r\n")
            );
            Assert.That(zendesk.Requests[0], Does.Not.Contain("Authorization"));
        });
    }

    [TestCase(
        "profile: handbook-2024",
        "platforms.zendesk-global.profile is handbook-2024, and there are handbook-2023 and handbook-2026"
    )]
    [TestCase("expected_accounts: some", "expected_accounts must be everybody or profile")]
    [TestCase("roles: {admin: [Admin]}", "admin must hold ids of custom roles, which are numbers")]
    [TestCase(
        "token_forms: [{form: '{link} {who}'}]",
        "form has the placeholder {who}, and there are {link}, {date}, {person}, {teammate} and {text}"
    )]
    [TestCase("token_forms: [{form: '{text} {text}'}]", "form has {text} twice")]
    [TestCase("token_forms: [{form: '{text}', titles: [x]}]", "titles need a form with {teammate}")]
    [TestCase("default_groups: [{region: AMER}]", "group is missing")]
    [TestCase("citizenship_requests: [a@example.com]", "there is no setting platforms.zendesk-global.citizenship_requests")]
    public void A_setting_that_is_wrong_is_refused_with_its_place(string settings, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("audits.yaml", $"platforms: {{zendesk-global: {{{settings}}}}}");
        Assert.That(
            () => Configuration.Read(path).Platforms,
            Throws.TypeOf<AuditException>().With.Message.Contains($"{path}:1:").And.Message.Contains(problem)
        );
    }

    [TestCase("checks: {groups-match: true}", "platforms.zendesk-global.default_groups is missing")]
    [TestCase("profile: handbook-2026", "platforms.zendesk-global.token_forms is missing")]
    public async Task A_check_without_its_rules_is_refused_before_anything_is_asked(string settings, string problem)
    {
        await using var zendesk = new ScriptedZendesk { Settings = settings };
        var failure = (await Assert.ThrowsAsync<AuditException>(zendesk.ReadAsync))!;
        Assert.That(
            (failure.Kind, failure.Message.Contains(problem, StringComparison.Ordinal), zendesk.Requests.Count),
            Is.EqualTo((FailureKind.ConfigurationOrInfrastructure, true, 0)),
            failure.Message
        );
    }

    private static ScriptedZendesk TwoPages() =>
        new ScriptedZendesk()
            .Answer(
                "users?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=100",
                """{"users":[{"id":1,"role":"admin"}],"meta":{"has_more":true,"after_cursor":"c1"},"links":{"next":null}}"""
            )
            .Answer(
                "users?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=100&page%5Bafter%5D=c1",
                ScriptedZendesk.LastPage("users", """{"id":6164102309658,"role":"agent"}""")
            );

    private static List<CheckResult> Evaluate(Check check, ZendeskPopulation population) =>
        [.. check.Evaluate(new Comparison(new Roster([]), population, new MatchingRules()))];
}
