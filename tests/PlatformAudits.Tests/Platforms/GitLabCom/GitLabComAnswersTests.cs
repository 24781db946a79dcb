using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.GitLabCom;
using static PlatformAudits.Tests.Platforms.GitLabCom.ScriptedGitLab;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

/// <summary>What GitLab.com may answer, and what becomes of it.</summary>
public sealed class GitLabComAnswersTests
{
    [Test]
    public async Task Every_page_of_a_group_is_read_to_its_end_a_hundred_rows_at_a_time()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path switch
            {
                "groups/acme%2Fsupport/members?per_page=100" => List([Member(1), Member(2)], "x-next-page: 2\r\nx-total: 3\r\n"),
                "groups/acme%2Fsupport/members?per_page=100&page=2" => List([Member(3)], "x-next-page: \r\nx-total: 3\r\n"),
                _ => null,
            }
        );
        var population = await gitLab.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Accounts.Select(a => a.Id), Is.EqualTo(new[] { "1", "2", "3" }));
            Assert.That(gitLab.Platform.CompletenessOf(population).Select(p => p.Holds), Is.All.True);
        });
    }

    [Test]
    public async Task Only_direct_members_are_asked_for_and_nobody_is_looked_up_alone()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal) ? Members(Member(1), Member(2)) : null
        );
        await gitLab.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(gitLab.Requests.First(), Is.EqualTo("GET /api/v4/personal_access_tokens/self"), "alone and first");
            Assert.That(
                gitLab.Requests.Skip(1),
                Is.EquivalentTo(
                    new[]
                    {
                        "GET /api/v4/user",
                        "GET /api/v4/groups/acme%2Fsupport?with_projects=false",
                        "GET /api/v4/groups/acme%2Fsupport/members?per_page=100",
                        "GET /api/v4/groups/acme%2Fsupport/invitations?per_page=100",
                        "GET /api/v4/groups/900/access_tokens?state=active&per_page=100",
                        "GET /api/v4/groups/900/deploy_tokens?active=true&per_page=100",
                        "GET /api/v4/groups/900/projects?simple=true&with_shared=false&per_page=100",
                        "GET /api/v4/groups/acme/service_accounts?per_page=100",
                    }
                )
            );
        });
    }

    [Test]
    public async Task Expiry_dates_pending_invitations_and_invited_groups_are_not_lost()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path switch
            {
                "groups/acme%2Fsupport?with_projects=false" => Reply.Json(
                    """{"id":900,"full_path":"acme/support","shared_with_groups":[{"group_id":7,"group_name":"x","group_full_path":"acme/x","group_access_level":35,"expires_at":"2027-01-31"}]}"""
                ),
                "groups/acme%2Fsupport/members?per_page=100" => Members(
                    Member(1).Replace("\"expires_at\":null", "\"expires_at\":\"2026-12-31\"", StringComparison.Ordinal)
                ),
                "groups/acme%2Fsupport/invitations?per_page=100" => List(
                    [
                        """{"access_level":15,"created_at":"2026-11-01T00:00:00Z","expires_at":"2026-12-22T14:13:35Z","invite_email":"eve@evil.example","invite_token":"secret","created_by_name":"Administrator"}""",
                    ],
                    "x-next-page: \r\nx-total: 1\r\n"
                ),
                _ => null,
            }
        );
        var group = (await gitLab.CollectAsync()).Groups.Single();
        Assert.Multiple(() =>
        {
            Assert.That(group.Members.Rows.Single().Ends, Is.EqualTo(new DateOnly(2026, 12, 31)));
            Assert.That(group.Members.Rows.Single().Since, Is.EqualTo(new DateOnly(2024, 1, 15)));
            Assert.That(
                group.Invitations.Rows.Single(),
                Is.EqualTo(new GitLabInvitation("eve@evil.example", new GitLabAccess(15), new DateOnly(2026, 12, 22)))
            );
            Assert.That(
                group.Record!.Shares.Single(),
                Is.EqualTo(new GitLabShare("7", "acme/x", new GitLabAccess(35), new DateOnly(2027, 1, 31)))
            );
        });
    }

    [TestCase("", null, false, "active", null, null)]
    [TestCase(""","locked":null,"membership_state":null""", null, null, null, null, null)]
    [TestCase(""","locked":true,"membership_state":"awaiting","member_role":null""", null, true, "awaiting", null, null)]
    [TestCase(""","public_email":"me@home.example" """, null, false, "active", "me@home.example", null)]
    [TestCase(""","email":"me@work.example","public_email":"me@home.example" """, null, false, "active", "me@work.example", null)]
    [TestCase(""","email":null,"group_saml_identity":null""", null, false, "active", null, null)]
    [TestCase(
        ""","member_role":{"id":1,"name":"Release manager","base_access_level":30}""",
        null,
        false,
        "active",
        null,
        "Release manager"
    )]
    [TestCase(""","member_role":{"id":12,"base_access_level":30}""", null, false, "active", null, "role 12")]
    [TestCase(""","member_role":{}""", null, false, "active", null, null)]
    [TestCase(""","access_level":35""", 35L, false, "active", null, null)]
    public async Task Absent_null_false_and_empty_are_four_things(
        string more,
        long? level,
        bool? locked,
        string? membership,
        string? email,
        string? role
    )
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal) ? Members(Member(1, more)) : null
        );
        var row = (await gitLab.CollectAsync()).Groups.Single().Members.Rows.Single();
        Assert.That(
            (row.Access, row.IsLocked, row.MembershipState, row.Account.Email),
            Is.EqualTo((new GitLabAccess(level ?? 30, role), locked, membership, email))
        );
    }

    [Test]
    public async Task Fields_that_old_answers_lack_are_unknown_and_not_false()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal)
                ? Members("""{"id":1,"username":"ada","access_level":30}""")
                : null
        );
        var row = (await gitLab.CollectAsync()).Groups.Single().Members.Rows.Single();
        Assert.That(
            (row.State, row.IsLocked, row.MembershipState, row.Since, row.Ends, row.Account.Name, row.Account.Email),
            Is.EqualTo(((string?)null, (bool?)null, (string?)null, (DateOnly?)null, (DateOnly?)null, (string?)null, (string?)null))
        );
    }

    [TestCase("""{"id":1,"username":"ada"}""", "row 1: a record has no access_level")]
    [TestCase("""{"id":1,"access_level":30}""", "row 1: a record has no username")]
    [TestCase("""{"username":"ada","access_level":30}""", "row 1: a record has no id")]
    [TestCase(
        """{"id":1,"username":"ada","access_level":"Developer"}""",
        "row 1: a record's access_level is string, and a whole number was expected"
    )]
    [TestCase("""{"id":1,"username":"ada","access_level":30,"expires_at":"never"}""", "row 1: a record's expires_at is no date")]
    public async Task A_row_without_what_an_audit_needs_stops_it(string row, string clause)
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal) ? Members(row) : null
        );
        Assert.That(
            gitLab.CollectAsync,
            Throws
                .TypeOf<AuditException>()
                .With.Message.StartWith("Reading the members of acme/support (GET ")
                .And.Message.Contains(clause)
        );
    }

    [Test]
    public async Task A_page_that_does_not_say_whether_it_is_the_last_is_cut_off()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal) ? List([Member(1)], "x-total: 1\r\n") : null
        );
        Assert.That(gitLab.CollectAsync, Throws.TypeOf<AuditException>().With.Message.Contains("the page has no x-next-page header"));
    }

    [Test]
    public async Task A_page_that_leads_back_to_itself_is_an_error_and_not_a_whole_list()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.Contains("/members", StringComparison.Ordinal) ? List([Member(1)], "x-next-page: 2\r\nx-total: 1\r\n") : null
        );
        Assert.That(
            gitLab.CollectAsync,
            Throws.TypeOf<AuditException>().With.Message.Contains("leads back to a page that was already read")
        );
    }

    [TestCase("x-next-page: \r\nx-total: 2\r\n", false)]
    [TestCase("x-next-page: \r\nx-total: 1\r\n", true)]
    [TestCase("x-next-page: \r\n", true)]
    public async Task As_many_rows_must_come_as_GitLab_counts_where_it_counts(string headers, bool isWhole)
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal) ? List([Member(1)], headers) : null
        );
        Assert.That((await gitLab.AssertedAsync()).All(p => p.Holds), Is.EqualTo(isWhole));
    }

    [TestCase(
        401,
        "application/json",
        """{"message":"401 Unauthorized"}""",
        "GitLab.com answered 401 (401 Unauthorized). Put a valid token into GL_ADMIN_TOKEN."
    )]
    [TestCase(
        403,
        "application/json",
        """{"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"read_api"}""",
        "GitLab.com answered 403 (The request requires higher privileges than provided by the access "
            + "token.). GL_ADMIN_TOKEN needs the scope read_api"
    )]
    [TestCase(
        403,
        "application/json",
        """{"message":"403 Forbidden"}""",
        "to do without the invitations, switch invitation-has-teammate off"
    )]
    [TestCase(403, "text/plain", "Forbidden", "GitLab.com also answers 403 for a while to an address that it has blocked.")]
    [TestCase(403, "text/html", "<html><body>Access denied</body></html>", "GitLab.com answered 403. GL_ADMIN_TOKEN needs")]
    [TestCase(
        404,
        "application/json",
        """{"message":"404 Group Not Found"}""",
        "GitLab.com answered 404 (404 Group Not Found). GitLab hides a group that a token may not see: check "
            + "platforms.gitlab-com.groups in audits.yaml"
    )]
    [TestCase(404, "application/json", """{"error":"404 Not Found"}""", "GitLab.com answered 404 (404 Not Found).")]
    [TestCase(
        400,
        "application/json",
        """{"message":{"per_page":["is too large"]}}""",
        """GitLab.com answered 400 ({"per_page":["is too large"]})."""
    )]
    [TestCase(
        400,
        "application/json",
        """{"message":"400 (Bad request) \"page\" not given"}""",
        "GitLab.com answered 400 (400 (Bad request)"
    )]
    [TestCase(
        400,
        "application/json",
        """{"error":"per_page has a value not allowed"}""",
        "GitLab.com answered 400 (per_page has a value not allowed)."
    )]
    [TestCase(412, "application/json", "[]", "GitLab.com answered 412.")]
    public async Task A_refusal_of_one_list_is_no_empty_list_and_is_asked_once(int status, string type, string body, string sentence)
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal) ? Reply.Text(body, status: status, type: type) : null
        );
        Assert.That(
            gitLab.CollectAsync,
            Throws.TypeOf<AuditException>().With.Message.Contains(sentence).And.Property("Kind").EqualTo(FailureKind.NotEvaluated)
        );
        Assert.That(gitLab.Requests.Count(r => r.Contains("/members", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_wrong_token_is_asked_once_in_all()
    {
        await using var gitLab = new ScriptedGitLab(_ => Reply.Json("""{"message":"401 Unauthorized"}""", status: 401));
        Assert.That(gitLab.CollectAsync, Throws.TypeOf<AuditException>().With.Message.Contains("GitLab.com answered 401"));
        Assert.That(gitLab.Requests, Is.EqualTo(new[] { "GET /api/v4/personal_access_tokens/self" }));
    }

    [TestCase(
        "text/plain",
        "Retry later\n",
        "Retry-After: 7\r\nRateLimit-Reset: 1795262400\r\nRateLimit-ResetTime: Sat, 21 Nov 2026 12:00:00 GMT\r\n",
        "waiting 7"
    )]
    [TestCase("text/plain", "Retry later\n", "RateLimit-Reset: 1795262400\r\nDate: Sat, 21 Nov 2026 11:59:20 GMT\r\n", "waiting 4[0-4]")]
    [TestCase(
        "application/json",
        """{"message":{"error":"This endpoint has been requested too many times. Try again later."}}""",
        "",
        "waiting 6[0-6]"
    )]
    public async Task After_a_429_the_wait_is_that_of_Retry_After_or_until_the_Unix_time_of_the_reset_or_a_minute(
        string type,
        string body,
        string headers,
        string wait
    )
    {
        await using var gitLab = new ScriptedGitLab(
            (path, before) =>
                path.EndsWith("/members?per_page=100", StringComparison.Ordinal)
                    ? before == 0
                        ? Reply.Text(body, headers, 429, type)
                        : Members(Member(1))
                    : null
        );
        var population = await gitLab.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Accounts, Has.Count.EqualTo(1));
            Assert.That(gitLab.Log.Sentences, Has.Some.Match($"GitLab\\.com answered 429.*; {wait}(\\.[0-9])? s before the next try\\."));
        });
    }

    [Test]
    public async Task A_group_that_was_moved_is_followed_on_the_same_host()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path switch
            {
                "groups/acme%2Fsupport?with_projects=false" => Reply.Json(
                    "{}",
                    "Location: /api/v4/groups/900?with_projects=false\r\n",
                    301
                ),
                "groups/900?with_projects=false" => Reply.Json("""{"id":900,"full_path":"acme/helpers","shared_with_groups":null}"""),
                _ => null,
            }
        );
        Assert.That((await gitLab.CollectAsync()).Groups.Single().FullPath, Is.EqualTo("acme/helpers"));
    }

    [Test]
    public async Task Two_paths_that_lead_to_one_group_are_no_two_groups()
    {
        await using var gitLab = new ScriptedGitLab(_ => null, "groups: [{path: acme/support}, {path: acme/helpers}]");
        Assert.That((await gitLab.AssertedAsync()).Where(p => !p.Holds).Select(p => p.Figures), Is.EqualTo(new[] { "2 paths, 1 groups" }));
    }

    [Test]
    public async Task A_redirect_to_another_host_gets_no_token()
    {
        await using var elsewhere = new ScriptedServer((_, _) => Reply.Json("{}"));
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal)
                ? Reply.Json("{}", $"Location: {elsewhere.Address}x\r\n", 301)
                : null
        );
        Assert.That(gitLab.CollectAsync, Throws.TypeOf<AuditException>().With.Message.Contains("GL_ADMIN_TOKEN was not sent there"));
        Assert.That(elsewhere.Requests, Is.Empty);
    }

    [TestCase(
        """{"name":"t","scopes":["read_api"],"active":true,"expires_at":"2026-12-12"}""",
        "The token in GL_ADMIN_TOKEN ends on 2026-12-12: replace it before then, or the next audit can't be evaluated."
    )]
    [TestCase("""{"name":"t","scopes":["read_api"],"active":true,"expires_at":"2026-12-13"}""", null)]
    [TestCase("""{"name":"t","scopes":["read_api"],"active":true,"expires_at":null}""", null)]
    [TestCase(
        """{"name":"t","scopes":["api","sudo"],"active":true}""",
        "The token in GL_ADMIN_TOKEN may do more than is needed (scopes api and sudo): read_api is enough, or a fine-grained " + "token."
    )]
    [TestCase("""{"name":"t","scopes":["granular"],"granular":true,"active":true}""", null)]
    [TestCase("""{"name":"t","scopes":null}""", null)]
    [TestCase(
        """{"name":"t","scopes":["read_everything"],"active":true}""",
        "The token in GL_ADMIN_TOKEN may do more than is needed (scopes read_everything): read_api is enough, or a fine-grained token."
    )]
    public async Task What_one_should_know_of_the_token_is_a_notice(string token, string? notice)
    {
        await using var gitLab = new ScriptedGitLab(path => path == "personal_access_tokens/self" ? Reply.Json(token) : null);
        var population = await gitLab.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(population.Notices, Is.EqualTo(notice is null ? Array.Empty<string>() : [notice]));
            Assert.That(gitLab.Platform.CompletenessOf(population).Select(p => p.Holds), Is.All.True);
        });
    }

    [TestCase("""{"name":"t","scopes":["read_api"],"active":false}""", "inactive, scopes read_api")]
    [TestCase("""{"name":"t","scopes":["granular"],"active":false}""", "inactive, scopes granular")]
    [TestCase("""{"name":"t","scopes":["read_api"],"revoked":true}""", "inactive, scopes read_api")]
    public async Task A_token_that_does_not_work_proves_nothing(string token, string figures)
    {
        await using var gitLab = new ScriptedGitLab(path => path == "personal_access_tokens/self" ? Reply.Json(token) : null);
        Assert.That((await gitLab.AssertedAsync()).Where(p => !p.Holds).Select(p => p.Figures), Is.EqualTo(new[] { figures }));
    }

    [Test]
    public async Task A_group_that_the_account_does_not_manage_is_a_notice()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("with_projects=false", StringComparison.Ordinal) ? Reply.Json("""{"id":900,"full_path":"acme/support"}""") : null
        );
        Assert.That(
            (await gitLab.CollectAsync()).Notices.Single(),
            Does.StartWith("The account of GL_ADMIN_TOKEN does not manage acme/support: ")
        );
    }

    [Test]
    public async Task Without_a_group_in_the_settings_nothing_is_asked_and_nobody_knows()
    {
        await using var gitLab = new ScriptedGitLab(_ => null, "groups: []");
        Assert.That(
            gitLab.CollectAsync,
            Throws
                .TypeOf<AuditException>()
                .With.Message.Contains("write their paths into platforms.gitlab-com.groups")
                .And.Property("Kind")
                .EqualTo(FailureKind.NotEvaluated)
        );
        Assert.That(gitLab.Requests, Is.Empty);
    }

    [Test]
    public async Task Invitations_are_not_read_when_nobody_asks_for_them()
    {
        await using var gitLab = new ScriptedGitLab(
            path => path.Contains("/invitations", StringComparison.Ordinal) ? Reply.Json("{}", status: 403) : null,
            "groups: [{path: acme/support}], checks: {invitation-has-teammate: false}"
        );
        await gitLab.CollectAsync();
        Assert.That(gitLab.Requests, Has.None.Contains("/invitations"));
    }
}
