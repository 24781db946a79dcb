using System.Net;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.GitLabCom;

namespace PlatformAudits.Sandbox.Tests;

public sealed class GitLabComTests
{
    private const string Api = "gitlab-com/api/v4";
    private const string Support = $"{Api}/groups/gitlab-com%2Fsupport";
    private const string Automation = $"{Api}/groups/gitlab-com%2Fsupport%2Fautomation";

    private static readonly string[] Checks =
    [
        "access-does-not-outlive",
        "access-is-not-above-baseline",
        "email-matches",
        "invitation-has-teammate",
        "member-has-baseline-access",
        "member-is-active",
        "member-is-on-the-team",
        "shared-group-is-expected",
        "teammate-is-a-member",
        "token-is-justified",
    ];

    [TestCase(null)]
    [TestCase("wrong")]
    public async Task A_wrong_or_missing_token_is_refused(string? token)
    {
        await using var client = await StartAsync(token: token);
        var answer = await client.GetAsync($"{Support}/members");
        Assert.That((answer.Status, answer.Body), Is.EqualTo((HttpStatusCode.Unauthorized, """{"message":"401 Unauthorized"}""")));
    }

    [TestCase("groups/gitlab-com%2Fsupport", 200, null)]
    [TestCase("groups/GitLab-com%2FSupport", 200, null)]
    [TestCase("groups/9001", 200, null)]
    [TestCase("groups/gitlab-com/support", 404, """{"message":"404 Group Not Found"}""")]
    [TestCase("groups/gitlab-com%2Fhidden", 404, """{"message":"404 Group Not Found"}""")]
    [TestCase("groups/1/members", 404, """{"message":"404 Group Not Found"}""")]
    [TestCase("groups/9001/pending_members", 404, """{"error":"404 Not Found"}""")]
    [TestCase("groups/9001/members?per_page=0", 400, """{"error":"per_page has a value not allowed"}""")]
    [TestCase("groups/9001/members?page=x", 400, """{"error":"page is invalid"}""")]
    [TestCase("groups/9001?with_projects=maybe", 400, """{"error":"with_projects is invalid"}""")]
    public async Task A_group_is_found_by_id_or_encoded_path_only(string path, int status, string? body)
    {
        await using var client = await StartAsync();
        var answer = await client.GetAsync($"{Api}/{path}");
        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(answer.Body, body is null ? Does.Contain("\"full_path\":\"gitlab-com/support\"") : Is.EqualTo(body));
    }

    [TestCase(GitLabComVendor.GranularToken, "members", null)]
    [TestCase(GitLabComVendor.GranularToken, "invitations", null)]
    [TestCase(GitLabComVendor.GranularToken, "access_tokens", null)]
    [TestCase(GitLabComVendor.NarrowGranularToken, "access_tokens", "read_resource_access_token")]
    [TestCase(GitLabComVendor.NarrowGranularToken, "deploy_tokens", "read_deploy_token")]
    [TestCase(GitLabComVendor.BlindGranularToken, "members", null)]
    [TestCase(GitLabComVendor.NarrowGranularToken, "members", "read_member")]
    public async Task A_fine_grained_token_reads_what_its_permissions_name(string token, string list, string? missing)
    {
        await using var client = await StartAsync(token: token);
        var answer = await client.GetAsync($"{Support}/{list}");
        Assert.That(answer.Status, Is.EqualTo(missing is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden));
        Assert.That(
            answer.Body,
            missing is null
                ? Does.StartWith("[")
                : Is.EqualTo(
                    """{"error":"insufficient_granular_scope","error_description":"Access denied: This operation requires a """
                        + $$"""fine-grained personal access token with the following permissions: [{{missing}}]."}"""
                )
        );
        var self = await client.GetAsync($"{Api}/personal_access_tokens/self");
        Assert.That(
            (self.Status, self.Body.Contains("\"granular_scopes\"", StringComparison.Ordinal)),
            Is.EqualTo(token == GitLabComVendor.BlindGranularToken ? (HttpStatusCode.Forbidden, false) : (HttpStatusCode.OK, true))
        );
        Assert.That((await client.GetAsync($"{Api}/user")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task With_fine_grained_tokens_the_audits_token_is_one()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 1, HasGranularTokens = true });
        Assert.That(client.Sandbox.Environment["GL_ADMIN_TOKEN"], Is.EqualTo(GitLabComVendor.GranularToken));
    }

    [Test]
    public async Task Pages_hold_a_hundred_rows_at_the_most_and_twenty_by_default_also_in_a_small_team()
    {
        await using var client = await StartAsync(size: 1);
        var seen = new List<long>();
        for (var (page, last) = (1, false); !last; page++)
        {
            var answer = await client.GetAsync($"{Automation}/members?per_page=500&page={page}");
            seen.AddRange(answer.Rows.Select(row => (long)row["id"]!));
            last = answer.Header("x-next-page")!.Length == 0;
            Assert.That(
                (answer.Header("x-total"), answer.Header("x-total-pages"), answer.Header("x-per-page")),
                Is.EqualTo(("105", "2", "100"))
            );
        }

        Assert.That(seen, Is.Unique.And.Count.EqualTo(105));
        Assert.That((await client.GetAsync($"{Automation}/members")).Rows, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task A_group_that_was_moved_answers_with_its_new_place()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = 1 });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = sandbox.BaseAddress,
        };
        http.DefaultRequestHeaders.Add("PRIVATE-TOKEN", GitLabComVendor.AdminToken);
        using var answer = await http.GetAsync(
            new Uri($"{Api}/groups/gitlab-com%2Fsupport%2Flicensing/members?per_page=100", UriKind.Relative)
        );
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MovedPermanently));
        Assert.That(
            answer.Headers.Location!.AbsoluteUri,
            Is.EqualTo(
                $"{sandbox.BaseAddress}{Api}/groups/"
                    + $"{GitLabComVendor.IdOf("gitlab-com/support/licensing-subscription")}/members?per_page=100"
            )
        );
    }

    [Test]
    public async Task A_plain_member_sees_no_invitations_no_addresses_no_private_groups_and_no_runners_token()
    {
        await using var client = await StartAsync(token: GitLabComVendor.MemberToken);
        var invitations = await client.GetAsync($"{Support}/invitations");
        Assert.That((invitations.Status, invitations.Body), Is.EqualTo((HttpStatusCode.Forbidden, """{"message":"403 Forbidden"}""")));
        var group = (await client.GetAsync(Support)).Json;
        Assert.That(group.ContainsKey("runners_token"), Is.False);
        Assert.That(group["shared_with_groups"]!.Count(), Is.EqualTo(2));
        Assert.That((await AllAsync(client, $"{Support}/members")).Count(row => row.ContainsKey("email")), Is.Zero);
        client.GitLabToken = GitLabComVendor.AdminToken;
        group = (await client.GetAsync(Support)).Json;
        Assert.That((string?)group["runners_token"], Is.Not.Empty);
        Assert.That(group["shared_with_groups"]!.Count(), Is.EqualTo(3));
        Assert.That((await AllAsync(client, $"{Support}/members")).Count(row => row.ContainsKey("email")), Is.GreaterThanOrEqualTo(1));
    }

    [TestCase("groups/9001/access_tokens", "301,302,303")]
    [TestCase("groups/9001/access_tokens?state=active", "301")]
    [TestCase("groups/9001/access_tokens?state=inactive", "302,303")]
    [TestCase("groups/9001/deploy_tokens", "41,42,43")]
    [TestCase("groups/9001/deploy_tokens?active=true", "41")]
    [TestCase("groups/9018/access_tokens", "")]
    [TestCase("projects/9501/access_tokens", "305")]
    [TestCase("projects/gitlab-com%2Fsupport%2Fautomation%2Fbots/deploy_tokens", "44")]
    [TestCase("groups/9001/projects?simple=true", "9501,9502")]
    [TestCase("groups/gitlab-com/service_accounts/60000007/personal_access_tokens", "306,307")]
    [TestCase("groups/8000/service_accounts/60000007/personal_access_tokens?state=active", "306")]
    public async Task Tokens_that_were_revoked_or_have_ended_are_listed_unless_the_active_ones_are_asked_for(string path, string ids)
    {
        await using var client = await StartAsync(size: 1);
        var answer = await client.GetAsync($"{Api}/{path}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body);
        Assert.That(string.Join(',', answer.Rows.Select(row => (string?)row["id"])), Is.EqualTo(ids));
        Assert.That(answer.Header("x-total"), Is.EqualTo($"{answer.Rows.Count}"));
    }

    [TestCase(GitLabComVendor.MemberToken, "groups/9001/access_tokens", 401, """{"message":"401 Unauthorized"}""")]
    [TestCase(GitLabComVendor.MemberToken, "projects/9501/access_tokens", 401, """{"message":"401 Unauthorized"}""")]
    [TestCase(GitLabComVendor.MemberToken, "groups/9001/deploy_tokens", 403, """{"message":"403 Forbidden"}""")]
    [TestCase(GitLabComVendor.MemberToken, "projects/9501/deploy_tokens", 403, """{"message":"403 Forbidden"}""")]
    [TestCase(GitLabComVendor.OwnerToken, "groups/gitlab-com/service_accounts", 403, """{"message":"403 Forbidden"}""")]
    [TestCase(GitLabComVendor.AdminToken, "groups/9001/service_accounts", 404, """{"error":"404 Not Found"}""")]
    [TestCase(GitLabComVendor.AdminToken, "projects/1/access_tokens", 404, """{"message":"404 Project Not Found"}""")]
    [TestCase(GitLabComVendor.AdminToken, "projects/9501/members", 404, """{"error":"404 Not Found"}""")]
    [TestCase(GitLabComVendor.AdminToken, "groups/9001/access_tokens?state=x", 400, """{"error":"state does not have a valid value"}""")]
    public async Task Who_may_not_see_tokens_is_refused_by_role_and_plan(string token, string path, int status, string body)
    {
        await using var client = await StartAsync(size: 1, token: token);
        var answer = await client.GetAsync($"{Api}/{path}");
        Assert.That(((int)answer.Status, answer.Body), Is.EqualTo((status, body)));
    }

    [Test]
    public async Task Service_accounts_are_more_than_a_page_and_none_without_the_plan()
    {
        await using var client = await StartAsync(size: 1);
        var rows = await AllAsync(client, $"{Api}/groups/gitlab-com/service_accounts");
        var members = (await AllAsync(client, $"{Automation}/members")).Select(row => (long)row["id"]!).ToHashSet();
        Assert.That(rows, Has.Count.EqualTo(122));
        Assert.That(rows.Count(row => members.Contains((long)row["id"]!)), Is.EqualTo(2), "the others are of other departments");
        client.Sandbox.Vendor<GitLabComVendor>().Tokens.HasServiceAccounts = false;
        Assert.That((await client.GetAsync($"{Api}/groups/gitlab-com/service_accounts")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(Plant(client).Select(fault => fault.Account), Has.None.StartsWith("service_account/"));
    }

    [Test]
    public async Task Tokens_have_the_fields_that_GitLab_documents_and_the_bots_membership_tells_who_made_one()
    {
        await using var client = await StartAsync();
        static IEnumerable<string> Fields(JToken row) => ((JObject)row).Properties().Select(property => property.Name);
        var token = (await client.GetAsync($"{Support}/access_tokens")).Rows[0];
        Assert.That(
            Fields(token),
            Is.EquivalentTo([
                "id",
                "name",
                "revoked",
                "created_at",
                "description",
                "scopes",
                "user_id",
                "last_used_at",
                "active",
                "expires_at",
                "last_used_ips",
                "access_level",
                "resource_type",
                "resource_id",
            ])
        );
        Assert.That(((string?)token["resource_type"], (int)token["resource_id"]!), Is.EqualTo(("group", 9001)));
        Assert.That((string?)token["expires_at"], Does.Match("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
        var deploy = (await client.GetAsync($"{Support}/deploy_tokens")).Rows[1];
        Assert.That(Fields(deploy), Is.EquivalentTo(["id", "name", "username", "expires_at", "scopes", "revoked", "expired"]));
        Assert.That((string?)deploy["expires_at"], Does.Match("^[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z$"));
        var bot = (await AllAsync(client, $"{Support}/members")).Single(row => (long)row["id"]! == (long)token["user_id"]!);
        Assert.That((string?)bot["created_by"]!["name"], Is.EqualTo(client.Sandbox.World.TeammateAt(0)!.Name));
    }

    [Test]
    public async Task A_token_tells_its_scopes_and_may_do_no_more()
    {
        await using var client = await StartAsync(token: GitLabComVendor.NarrowToken);
        Assert.That(
            (await client.GetAsync($"{Api}/personal_access_tokens/self")).Json["scopes"]!.Values<string>(),
            Is.EqualTo(["read_user"])
        );
        Assert.That((await client.GetAsync($"{Api}/user")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)(await client.GetAsync($"{Support}/members")).Json["error"], Is.EqualTo("insufficient_scope"));
        client.GitLabToken = GitLabComVendor.AdminToken;
        Assert.That((await client.SendAsync(HttpMethod.Delete, $"{Support}/members/1")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Over_the_limit_the_headers_tell_the_seconds_and_the_Unix_time()
    {
        var clock = new FakeTimeProvider();
        await using var client = await StartAsync(requests: 1, clock: clock);
        await client.GetAsync($"{Api}/user");
        var answer = await client.GetAsync($"{Api}/user");
        Assert.That((answer.Status, answer.Body), Is.EqualTo((HttpStatusCode.TooManyRequests, "Retry later\n")));
        Assert.That(
            (answer.Header("Retry-After"), answer.Header("RateLimit-Remaining"), answer.Header("RateLimit-Name")),
            Is.EqualTo(("60", "0", "throttle_authenticated_api"))
        );
        Assert.That(answer.Header("RateLimit-Reset"), Is.EqualTo($"{clock.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds()}"));
    }

    [Test]
    public async Task Members_are_of_every_kind_that_GitLab_has()
    {
        await using var client = await StartAsync();
        var rows = await AllAsync(client, $"{Support}/members");
        Assert.That(
            rows.Select(row => (string?)row["state"]),
            Is.SupersetOf(["active", "blocked", "deactivated", "banned", "blocked_pending_approval"])
        );
        Assert.That(rows.Select(row => (int)row["access_level"]!), Is.SupersetOf([5, 10, 15, 20, 30, 35, 40, 50]));
        Assert.That(rows.Select(row => (string?)row["member_role"]?["name"]), Has.Some.EqualTo("Release manager"));
        Assert.That(rows.Select(row => (string?)row["membership_state"]), Is.SupersetOf(["active", "awaiting", null]));
        Assert.That(rows.Select(row => (bool?)row["locked"]), Is.SupersetOf(new bool?[] { true, false, null }));
        Assert.That(rows.Count(row => row["expires_at"]!.Type == JTokenType.String), Is.GreaterThanOrEqualTo(3));
        Assert.That(rows.Select(row => (string?)row["public_email"]), Has.Some.EqualTo("").And.Some.Contains("@"));
        Assert.That(rows.Select(row => (string)row["username"]!), Has.Some.EndsWith("-Auditor"));
    }

    [Test]
    public async Task A_member_has_the_fields_of_a_recorded_one()
    {
        await using var client = await StartAsync();
        var row = (JObject)(await client.GetAsync($"{Support}/members")).Rows[0];
        Assert.That(
            row.Properties().Select(property => property.Name),
            Is.SupersetOf([
                "id",
                "username",
                "public_email",
                "name",
                "state",
                "locked",
                "avatar_url",
                "web_url",
                "access_level",
                "created_at",
                "expires_at",
                "membership_state",
            ])
        );
        Assert.That((string?)row["created_at"], Does.Match("^[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z$"));
        Assert.That(
            ((JObject)(await client.GetAsync($"{Support}/invitations")).Rows[0]).Properties().Select(property => property.Name),
            Is.EquivalentTo(["access_level", "created_at", "expires_at", "invite_email", "invite_token", "created_by_name"])
        );
    }

    [Test]
    public async Task Every_check_has_a_fault_from_ten_people_on([Values(10, 37, 150)] int size, [Range(1, 5)] int seed)
    {
        await using var client = await StartAsync(size, seed);
        Assert.That(Plant(client).Select(fault => fault.Check).Distinct(), Is.EquivalentTo(Checks));
    }

    [Test]
    public async Task The_plant_speaks_of_what_is_served()
    {
        await using var client = await StartAsync();
        var ids = (await AllAsync(client, $"{Support}/members")).ToDictionary(row => (string)row["id"]!);
        string[] Of(string check) =>
            [
                .. Plant(client)
                    .Where(fault => fault.Check == check && fault.Account.StartsWith("9001#", StringComparison.Ordinal))
                    .Select(fault => fault.Account[5..]),
            ];
        Assert.That(
            Of("member-is-active"),
            Is.EquivalentTo(
                ids.Values.Where(row =>
                        (string?)row["state"] != "active" || (bool?)row["locked"] == true || (string?)row["membership_state"] == "awaiting"
                    )
                    .Select(row => (string)row["id"]!)
            )
        );
        Assert.That(Of("member-has-baseline-access").Select(id => (int)ids[id]["access_level"]!), Is.All.LessThan(40));
        Assert.That(Of("teammate-is-a-member"), Is.All.Contains("@gitlab.com"));
        Assert.That(Of("shared-group-is-expected"), Is.EqualTo(["7002"]));
        Assert.That(Of("invitation-has-teammate"), Is.EqualTo(["partner0@vendor.example", "starter0@gitlab.com"]));
    }

    [Test]
    public async Task Rows_come_and_go_as_people_change_them()
    {
        await using var client = await StartAsync();
        var members = client.Sandbox.Vendor<GitLabComVendor>().Members;
        var first = members.Of("gitlab-com/support").First();
        var before = Plant(client);
        members.Add("gitlab-com/support", "eve", "Eve", 50);
        members.Remove("gitlab-com/support", first);
        var rows = await AllAsync(client, $"{Support}/members");
        Assert.That(rows.Select(row => (string)row["username"]!), Has.Member("eve").And.No.Member(first.User.Username));
        Assert.That(
            Plant(client).Except(before).Select(fault => fault.Check),
            Is.EquivalentTo(["access-does-not-outlive", "member-is-on-the-team", "teammate-is-a-member"])
        );
    }

    private static IReadOnlyList<PlantedFault> Plant(SandboxClient client) =>
        [.. client.Sandbox.Planted.Where(fault => fault.Platform == GitLabComVendor.Name)];

    private static async Task<List<JObject>> AllAsync(SandboxClient client, string path)
    {
        var rows = new List<JObject>();
        for (var page = "1"; page.Length > 0; )
        {
            var answer = await client.GetAsync($"{path}?per_page=100&page={page}");
            rows.AddRange(answer.Rows.Cast<JObject>());
            page = answer.Header("x-next-page")!;
        }

        return rows;
    }

    private static async Task<SandboxClient> StartAsync(
        int size = 150,
        int seed = 1,
        string? token = GitLabComVendor.AdminToken,
        int? requests = null,
        TimeProvider? clock = null
    )
    {
        var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = size,
                Seed = seed,
                RequestsPerMinute = requests,
                Clock = clock,
            }
        );
        client.GitLabToken = token;
        return client;
    }
}
