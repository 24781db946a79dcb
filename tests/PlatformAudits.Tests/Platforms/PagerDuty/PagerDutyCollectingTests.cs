using NUnit.Framework;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Platforms.PagerDuty;

/// <summary>What is asked of PagerDuty, and what becomes of its answers, odd ones included.</summary>
public sealed class PagerDutyCollectingTests
{
    [Test]
    public async Task Both_kinds_of_schedules_are_read_and_only_those_looked_at_one_by_one()
    {
        await using var vendor = new ScriptedPagerDuty((_, _) => null);
        var population = await vendor.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Duties.Select(d => d.Subject), Is.EqualTo(new[] { "S1/P1", "S2/P1", "E1/P1" }));
            Assert.That(vendor.Completeness.Where(p => !p.Holds), Is.Empty);
            Assert.That(
                vendor.Requests.Select(r => r.Split(' ')[1].Split('?')[0]),
                Is.EquivalentTo(
                    new[]
                    {
                        "/abilities",
                        "/users/me",
                        "/users/me",
                        "/users",
                        "/schedules",
                        "/v3/schedules",
                        "/v3/schedules/S2",
                        "/escalation_policies",
                    }
                )
            );
        });
    }

    [Test]
    public async Task Every_request_is_a_GET_with_the_key_and_the_version_and_asks_for_no_contact_methods()
    {
        await using var vendor = new ScriptedPagerDuty((_, _) => null);
        await vendor.CollectAsync("schedules: [{id: S1}], teams: [T1]");
        Assert.Multiple(() =>
        {
            Assert.That(vendor.Requests, Has.All.StartsWith("GET "));
            Assert.That(vendor.Requests, Has.All.Contains($"\r\nAuthorization: Token token={ScriptedPagerDuty.Key}\r\n"));
            Assert.That(
                vendor.Requests,
                Has.All.Contains("\r\nAccept: application/vnd.pagerduty+json;version=2\r\n")
                    .Or.All.Contains("\r\nAccept: application/vnd.pagerduty+json; version=2\r\n")
            );
            Assert.That(vendor.Requests, Has.None.Contains("contact_methods").And.None.Contains("calendar_urls"));
        });
    }

    [Test]
    public async Task Pages_are_read_to_the_end_and_counted_against_the_vendors_total()
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) =>
                path.StartsWith("/users?", StringComparison.Ordinal)
                    ? path.Contains("offset=100", StringComparison.Ordinal)
                        ? ScriptedPagerDuty.Page("users", """{"id":"P2"}""", offset: 100, total: 2)
                        : ScriptedPagerDuty.Page("users", """{"id":"P1"}""", more: true, total: 2)
                    : null
        );
        var population = await vendor.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Accounts.Select(a => a.Id), Is.EqualTo(new[] { "P1", "P2" }));
            Assert.That(population.Users.Assertion.Holds, Is.True);
        });
    }

    [Test]
    public async Task A_list_with_fewer_rows_than_the_vendor_counts_is_no_answer()
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) =>
                path.StartsWith("/users?", StringComparison.Ordinal) ? ScriptedPagerDuty.Page("users", """{"id":"P1"}""", total: 2) : null
        );
        await vendor.CollectAsync();
        Assert.That(vendor.Completeness.Single(p => !p.Holds).Figures, Is.EqualTo("1 rows, 1 ids, 2 by PagerDuty's count"));
    }

    [Test]
    public async Task More_than_10_000_users_are_not_evaluated_and_never_cut_off()
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) =>
                path.StartsWith("/users?", StringComparison.Ordinal)
                    ? ScriptedPagerDuty.Page("users", $$"""{"id":"P{{Offset(path)}}"}""", more: true, total: 10_001, offset: Offset(path))
                    : null
        );
        var failure = (await Assert.ThrowsAsync<AuditException>(() => vendor.CollectAsync()))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Does.Contain("there are more than 10,000 (10,001), and PagerDuty gives no more than the first 10,000 of a list.")
            );
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.NotEvaluated));
            Assert.That(
                vendor
                    .Requests.Where(r => r.StartsWith("GET /users?", StringComparison.Ordinal))
                    .Select(r => Offset(r.Split(' ')[1]))
                    .Max(),
                Is.EqualTo(9_900),
                "a refused page need not be asked for"
            );
        });
    }

    [TestCase(
        """{"error":{"message":"Invalid Input Provided","code":2001,"errors":["Limit is wrong.","Offset is wrong"]}}""",
        "Invalid Input Provided: Limit is wrong: Offset is wrong: code 2001"
    )]
    [TestCase(
        """{"error":{"message":"Invalid Input Provided","code":2001,"errors":"Limit is wrong"}}""",
        "Invalid Input Provided: Limit is wrong: code 2001"
    )]
    [TestCase(
        """{"error":{"message":"Invalid Request","code":2001,"errors":{"event.effective_since":["Date cannot be more than 12 months in the future"]}}}""",
        "Invalid Request: event.effective_since: Date cannot be more than 12 months in the future: code 2001"
    )]
    [TestCase("""{"error":{"message":"Not Found","code":"2100"}}""", "Not Found: code 2100")]
    [TestCase("""{"error":{"message":null,"code":null,"errors":null}}""", null)]
    [TestCase("""{"error":"Because of something"}""", "Because of something")]
    [TestCase("""["Limit is wrong","Offset is wrong"]""", "Limit is wrong: Offset is wrong")]
    [TestCase("""[{"message":"Limit is wrong","code":1}]""", "Limit is wrong")]
    [TestCase("""{}""", null)]
    [TestCase("""[]""", null)]
    [TestCase("", null)]
    [TestCase("HTTP Token: Access denied.", null)]
    [TestCase("<html>Bad Gateway</html>", null)]
    public async Task Every_shape_of_an_error_is_a_sentence(string body, string? said)
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) => path.StartsWith("/users?", StringComparison.Ordinal) ? Reply.Json(body, status: 400) : null
        );
        var failure = (await Assert.ThrowsAsync<AuditException>(() => vendor.CollectAsync()))!;
        Assert.That(
            failure.Message,
            Does.Match(
                "^Reading users \\(GET http://127.0.0.1:[0-9]+/users\\): PagerDuty answered "
                    + $"400{(said is null ? "" : System.Text.RegularExpressions.Regex.Escape($" ({said})"))}"
                    + "\\. Check the base URL and the settings\\.$"
            )
        );
    }

    [TestCase("""{"error":{"message":"Unauthorized","code":2006}}""", "application/json", " (Unauthorized: code 2006)")]
    [TestCase("HTTP Token: Access denied.\n", "text/plain", "")]
    public async Task A_wrong_key_is_asked_once_and_says_what_to_do(string body, string type, string said)
    {
        await using var vendor = new ScriptedPagerDuty((_, _) => Reply.Text(body, status: 401, type: type));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => vendor.CollectAsync()))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Does.EndWith(
                    $"PagerDuty answered 401{said}. Put a valid REST API key into PD_TOKEN; for an account in the "
                        + "EU set PD_URL to https://api.eu.pagerduty.com."
                )
            );
            Assert.That(vendor.Requests, Has.Count.EqualTo(1));
        });
    }

    [TestCase(
        "/schedules?",
        403,
        "To do without schedules, switch off rotation-is-in-pagerduty, schedule-exists, schedule-member-is-on-the-team and "
            + "scheduled-user-exists in audits.yaml."
    )]
    [TestCase("/v3/schedules?", 402, "To do without schedules, switch off ")]
    [TestCase("/v3/schedules/S2", 404, "To do without schedules, switch off ")]
    [TestCase(
        "/escalation_policies?",
        403,
        "To do without the targets of escalation policies, set escalation_policies to false in audits.yaml."
    )]
    [TestCase("/teams?", 402, "To do without PagerDuty's teams, take teams out of audits.yaml, or switch off account-has-teammate.")]
    [TestCase(
        "/users?",
        403,
        "PD_TOKEN must be a general access key (a read-only one will do), or the personal key of an admin or the account owner."
    )]
    [TestCase("/users/me", 401, "Put a valid REST API key into PD_TOKEN")]
    [TestCase("/users/me", 403, "PD_TOKEN must be a general access key")]
    [TestCase("/abilities", 402, "The account's plan does not have this.")]
    public async Task A_part_that_is_refused_is_no_empty_list_and_says_how_to_do_without(string part, int status, string advice)
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) =>
                path.StartsWith(part, StringComparison.Ordinal) ? Reply.Json("""{"error":{"message":"No"}}""", status: status) : null
        );
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() => vendor.CollectAsync("schedules: [{id: S1}, {id: S2}], teams: [T1]"))
        )!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain($"PagerDuty answered {status} (No)").And.Contain(advice));
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.NotEvaluated));
        });
    }

    [TestCase(500)]
    [TestCase(429)]
    public async Task A_failing_probe_is_not_taken_for_a_key_or_plan_of_another_kind(int status)
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) => path == "/users/me" ? Reply.Json("{}", "ratelimit-reset: 1\r\n", status) : null
        );
        var failure = (await Assert.ThrowsAsync<AuditException>(() => vendor.CollectAsync()))!;
        Assert.That(failure.Message, Does.Contain("Reading the key's own user").And.Contain($"PagerDuty answered {status}"));
    }

    [Test]
    public async Task What_no_check_needs_is_not_read()
    {
        await using var vendor = new ScriptedPagerDuty((_, _) => null);
        await vendor.CollectAsync(
            "teams: [T1], checks: {account-has-teammate: off, rotation-is-in-pagerduty: off, schedule-exists: off, "
                + "schedule-member-is-on-the-team: off, scheduled-user-exists: off}"
        );
        Assert.That(
            vendor.Requests.Select(r => r.Split(' ')[1].Split('?')[0]),
            Is.EquivalentTo(new[] { "/abilities", "/users/me", "/users/me", "/users" })
        );
    }

    [Test]
    public async Task Without_any_schedule_in_the_settings_nobody_would_know_who_is_missing()
    {
        await using var vendor = new ScriptedPagerDuty((_, _) => null);
        var failure = (await Assert.ThrowsAsync<AuditException>(() => vendor.CollectAsync("schedules: []")))!;
        Assert.That(
            failure.Message,
            Does.Contain("names no schedule for PagerDuty")
                .And.EndWith(
                    "List them in platforms.pagerduty.schedules or schedules_from, or switch off rotation-is-in-pagerduty, "
                        + "schedule-exists, schedule-member-is-on-the-team and scheduled-user-exists."
                )
        );
    }

    [Test]
    public async Task The_wait_after_a_429_is_the_vendors_in_seconds()
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, count) =>
                path.StartsWith("/users?", StringComparison.Ordinal) && count == 0
                    ? Reply.Json(
                        """{"error":{"message":"Rate Limit Exceeded","code":2020}}""",
                        "ratelimit-limit: 960\r\nratelimit-remaining: 0\r\nratelimit-reset: 54\r\n",
                        429
                    )
                    : null
        );
        await vendor.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(vendor.Clock.Waits.Max().TotalSeconds, Is.InRange(54, 60));
            Assert.That(
                vendor.Log.Sentences,
                Has.Some.Match("PagerDuty answered 429 \\(Rate Limit Exceeded: code 2020\\); waiting 5[4-9] s before the next try")
            );
        });
    }

    [TestCase("")]
    [TestCase("ratelimit-reset: soon\r\n")]
    public async Task A_429_without_headers_and_without_a_body_waits_a_minute(string headers)
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, count) => path.StartsWith("/users?", StringComparison.Ordinal) && count == 0 ? Reply.Text("", headers, 429) : null
        );
        var population = await vendor.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Accounts, Has.Count.EqualTo(1));
            Assert.That(vendor.Clock.Waits.Max().TotalSeconds, Is.InRange(60, 67));
        });
    }

    [Test]
    public async Task Private_addresses_and_phone_numbers_reach_no_file()
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) =>
                path.Split('?')[0] switch
                {
                    "/users/me" => Reply.Json(
                        """{"user":{"id":"P1","role":"admin","http_cal_url":"https://x.pagerduty.com/private/SECRET1/feed","web_cal_url":"webcal://x/SECRET2"}}"""
                    ),
                    "/users" => ScriptedPagerDuty.Page(
                        "users",
                        """{"id":"P1","avatar_url":"https://SECRET3","contact_methods":[{"id":"C1","type":"phone_contact_method","summary":"SECRET4","address":"SECRET5"}],"notification_rules":[{"summary":"SECRET6"}]}"""
                    ),
                    _ => null,
                }
        );
        await vendor.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(vendor.Written, Has.None.Contains("SECRET").And.None.Contains(ScriptedPagerDuty.Key));
            Assert.That(vendor.Written, Has.Some.Contains("\"credentialIdentity\": \"personal key of P1, admin\""));
        });
    }

    [Test]
    public async Task A_schedule_in_both_lists_has_the_members_of_both()
    {
        await using var vendor = new ScriptedPagerDuty(
            (path, _) =>
                path.Split('?')[0] switch
                {
                    "/v3/schedules" => ScriptedPagerDuty.Page(
                        "schedules",
                        """{"id":"S1","type":"schedule_v3_reference","summary":"Emergencies"}"""
                    ),
                    "/v3/schedules/S1" => Reply.Json(
                        """{"schedule":{"id":"S1","name":"Emergencies","rotations":[{"events":[{"assignment_strategy":{"members":[{"type":"user_member","user_id":"P2"}]}}]}]}}"""
                    ),
                    _ => null,
                }
        );
        var population = await vendor.CollectAsync("schedules: [{id: S1}]");
        Assert.That(population.ScheduleOf("S1")!.Members!.Select(m => m.Id), Is.EqualTo(new[] { "P1", "P2" }));
    }

    private static int Offset(string path) =>
        int.Parse(path.Split("offset=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);
}
