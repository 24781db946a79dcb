using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.Zendesk;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>The two Zendesk instances are as strict, and as odd, as the real ones.</summary>
public sealed class ZendeskTests
{
    private const string Everybody = "users?role%5B%5D=agent&role%5B%5D=admin";

    [TestCase("zendesk-global")]
    [TestCase("zendesk-us-federal")]
    public async Task A_client_gets_a_token_of_its_own_instance_and_no_other_accepts_it(string instance)
    {
        await using var client = await SandboxClient.StartAsync();
        await SignInAsync(client, instance);
        var other = instance == "zendesk-global" ? "zendesk-us-federal" : "zendesk-global";
        Assert.That((await client.GetAsync($"{instance}/api/v2/{Everybody}")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.GetAsync($"{other}/api/v2/{Everybody}")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase(
        """{"grant_type":"client_credentials","client_id":"platform_audits","client_secret":"x","scope":"read"}""",
        401,
        "invalid_client"
    )]
    [TestCase("""{"grant_type":"client_credentials","scope":"read"}""", 401, "invalid_client")]
    [TestCase("""{"grant_type":"password"}""", 400, "unsupported_grant_type")]
    [TestCase("not JSON", 400, "invalid_request")]
    public async Task A_wrong_request_for_a_token_is_refused(string body, int status, string error)
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await PostAsync(client, "zendesk-global", body);
        Assert.That(((int)answer.Status, (string?)answer.Json["error"]), Is.EqualTo((status, error)));
    }

    [TestCase(null)]
    [TestCase("Bearer wrong")]
    [TestCase("Basic wrong")]
    [TestCase("Basic bm9ib2R5QGV4YW1wbGUuY29tL3Rva2VuOngK")]
    public async Task A_wrong_credential_is_an_anonymous_caller_to_the_probe_and_refused_elsewhere(string? header)
    {
        await using var client = await SandboxClient.StartAsync();
        client.ZendeskAuthorization = header;
        var me = await client.GetAsync("zendesk-global/api/v2/users/me");
        var list = await client.GetAsync($"zendesk-global/api/v2/{Everybody}");
        Assert.That(
            (me.Status, me.Json["user"]!["id"]!.Type, (string?)me.Json["user"]!["role"]),
            Is.EqualTo((HttpStatusCode.OK, JTokenType.Null, "end-user"))
        );
        Assert.That((list.Status, list.Body), Is.EqualTo((HttpStatusCode.Unauthorized, """{"error":"Couldn't authenticate you"}""")));
    }

    [Test]
    public async Task An_API_token_is_accepted_with_somebodys_address_until_tokens_are_switched_off()
    {
        await using var client = await SandboxClient.StartAsync();
        var vendor = client.Sandbox.Vendor<ZendeskGlobalVendor>();
        client.ZendeskAuthorization =
            "Basic "
            + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{vendor.Staff.Agents.First().Email}/token:{ZendeskVendor.ApiToken}"));
        Assert.That(
            (long?)(await client.GetAsync("zendesk-global/api/v2/users/me.json")).Json["user"]!["id"],
            Is.EqualTo(vendor.Staff.Agents.First().Id)
        );
        vendor.ApiTokensAreOff = true;
        Assert.That((await client.GetAsync("zendesk-global/api/v2/groups")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        await SignInAsync(client, "zendesk-global");
        var off = await client.GetAsync("zendesk-global/api/v2/api_tokens");
        Assert.That((off.Status, off.Body), Is.EqualTo((HttpStatusCode.NotFound, "")));
    }

    [TestCase("api_tokens")]
    [TestCase("oauth/clients")]
    [TestCase("oauth/tokens?all=true")]
    public async Task An_agent_sees_everybody_but_no_tokens(string path)
    {
        await using var client = await SandboxClient.StartAsync();
        await SignInAsync(client, "zendesk-us-federal", ZendeskVendor.AgentClient, ZendeskVendor.AgentSecret);
        Assert.That((await client.GetAsync($"zendesk-us-federal/api/v2/{Everybody}")).Status, Is.EqualTo(HttpStatusCode.OK));
        var refused = await client.GetAsync($"zendesk-us-federal/api/v2/{path}");
        Assert.That((refused.Status, refused.Json["error"]!.Type), Is.EqualTo((HttpStatusCode.Forbidden, JTokenType.Object)));
    }

    [Test]
    public async Task Every_page_is_read_by_cursor_and_the_last_one_has_a_cursor_and_a_next_address_too([Values(1, 7, 100)] int size)
    {
        await using var client = await SandboxClient.StartAsync();
        await SignInAsync(client, "zendesk-global");
        var ids = new List<long>();
        for (var cursor = ""; ; )
        {
            var page = (await client.GetAsync($"zendesk-global/api/v2/{Everybody}&page%5Bsize%5D={size}{cursor}")).Json;
            ids.AddRange(page["users"]!.Select(u => (long)u["id"]!));
            Assert.That(page["links"]!["next"]!.Type, Is.EqualTo(JTokenType.String));
            if (!(bool)page["meta"]!["has_more"]!)
            {
                Assert.That(page["meta"]!["after_cursor"]!.Type, Is.EqualTo(JTokenType.String));
                break;
            }

            cursor = $"&page%5Bafter%5D={page["meta"]!["after_cursor"]}";
        }

        Assert.That(ids, Is.EqualTo(client.Sandbox.Vendor<ZendeskGlobalVendor>().Staff.Agents.Select(a => a.Id)));
    }

    [TestCase("users?page%5Bsize%5D=101")]
    [TestCase("users?page%5Bsize%5D=0")]
    [TestCase("users?page%5Bsize%5D=x")]
    [TestCase("users?page%5Bsize%5D=10&page%5Bafter%5D=abc")]
    [TestCase("users?per_page=101")]
    [TestCase("users?page=101")]
    [TestCase("users?role=boss")]
    public async Task A_page_over_the_limit_a_made_up_cursor_and_an_unknown_role_are_refused(string path)
    {
        await using var client = await SandboxClient.StartAsync();
        await SignInAsync(client, "zendesk-global");
        var answer = await client.GetAsync($"zendesk-global/api/v2/{path}");
        Assert.That((answer.Status, answer.Json["errors"]?.Type), Is.EqualTo((HttpStatusCode.BadRequest, JTokenType.Array)));
    }

    [Test]
    public async Task A_cursor_is_bound_to_its_list_and_filter()
    {
        await using var client = await SandboxClient.StartAsync();
        await SignInAsync(client, "zendesk-global");
        var cursor = (await client.GetAsync($"zendesk-global/api/v2/{Everybody}&page%5Bsize%5D=5")).Json["meta"]!["after_cursor"];
        Assert.That(
            (await client.GetAsync($"zendesk-global/api/v2/{Everybody}&page%5Bsize%5D=7&page%5Bafter%5D={cursor}")).Status,
            Is.EqualTo(HttpStatusCode.OK)
        );
        Assert.That(
            (await client.GetAsync($"zendesk-global/api/v2/users?role=admin&page%5Bsize%5D=5&page%5Bafter%5D={cursor}")).Status,
            Is.EqualTo(HttpStatusCode.BadRequest)
        );
        Assert.That(
            (await client.GetAsync($"zendesk-global/api/v2/group_memberships?page%5Bsize%5D=5&page%5Bafter%5D={cursor}")).Status,
            Is.EqualTo(HttpStatusCode.BadRequest)
        );
    }

    [Test]
    public async Task Without_a_role_filter_there_are_customers_among_the_users()
    {
        await using var client = await SandboxClient.StartAsync();
        await SignInAsync(client, "zendesk-us-federal");
        var all = (await client.GetAsync("zendesk-us-federal/api/v2/users")).Json;
        var staff = (await client.GetAsync($"zendesk-us-federal/api/v2/{Everybody}")).Json;
        Assert.That(all["users"]!.Select(u => (string?)u["role"]), Has.Some.EqualTo("end-user"));
        Assert.That(staff["users"]!.Select(u => (string?)u["role"]), Has.None.EqualTo("end-user"));
        Assert.That((int)all["count"]!, Is.EqualTo((int)staff["count"]! + 3));
    }

    [Test]
    public async Task Over_the_limit_there_is_a_429_in_plain_text_that_tells_the_seconds_to_wait()
    {
        var clock = new FakeTimeProvider();
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 1,
                RequestsPerMinute = 2,
                Clock = clock,
            }
        );
        await SignInAsync(client, "zendesk-global");
        await client.GetAsync("zendesk-global/api/v2/groups");
        clock.Advance(TimeSpan.FromSeconds(20));
        var refused = await client.GetAsync("zendesk-global/api/v2/groups");
        Assert.That(
            (refused.Status, refused.Body),
            Is.EqualTo((HttpStatusCode.TooManyRequests, "Number of allowed API requests per minute exceeded"))
        );
        Assert.That(
            (refused.Header("Retry-After"), refused.Header("X-Rate-Limit-Remaining"), refused.ContentHeaders.ContentType?.MediaType),
            Is.EqualTo(("40", "0", "text/plain"))
        );
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.That((await client.GetAsync("zendesk-global/api/v2/groups")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("users")]
    [TestCase("users/me")]
    [TestCase("users/count")]
    [TestCase("custom_roles")]
    [TestCase("groups")]
    [TestCase("group_memberships")]
    [TestCase("oauth/clients")]
    [TestCase("oauth/tokens")]
    [TestCase("api_tokens")]
    public async Task An_answer_has_every_field_of_the_published_or_recorded_example(string shape)
    {
        await using var client = await SandboxClient.StartAsync();
        await SignInAsync(client, "zendesk-global");
        var query = shape switch
        {
            "oauth/tokens" => "all=true&page%5Bsize%5D=100",
            "api_tokens" => "include_users=true",
            "users/me" or "users/count" or "custom_roles" => "x=1",
            _ => "page%5Bsize%5D=100",
        };
        var answer = await client.GetAsync($"zendesk-global/api/v2/{shape}?{query}{(shape == "users" ? "&role%5B%5D=agent" : "")}");
        var expected = JObject.Parse(
            await File.ReadAllTextAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "Shapes", "zendesk.json"))
        )[shape]!.ToObject<string[]>()!;
        Assert.That(
            expected.Where(path => !answer.Json.SelectTokens(path.Replace("[]", "[*]", StringComparison.Ordinal)).Any()),
            Is.Empty
        );
    }

    [Test]
    public async Task The_same_options_give_the_same_bytes_and_another_seed_others(
        [Values("zendesk-global", "zendesk-us-federal")] string instance
    )
    {
        var one = await ReadAllAsync(instance, 5);
        Assert.That(await ReadAllAsync(instance, 5), Is.EqualTo(one));
        Assert.That(await ReadAllAsync(instance, 6), Is.Not.EqualTo(one));
    }

    private static async Task<string> ReadAllAsync(string instance, int seed)
    {
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 150,
                Seed = seed,
                Clock = new FakeTimeProvider(),
            }
        );
        await SignInAsync(client, instance);
        var bodies = new StringBuilder();
        foreach (
            var path in new[]
            {
                Everybody,
                "groups",
                "group_memberships",
                "custom_roles",
                "api_tokens?include_users=true",
                "oauth/clients",
                "oauth/tokens?all=true",
            }
        )
        {
            bodies.Append(
                (await client.GetAsync($"{instance}/api/v2/{path}")).Body.Replace(
                    $":{client.Sandbox.BaseAddress.Port}/",
                    ":0/",
                    StringComparison.Ordinal
                )
            );
        }

        return bodies.Append(client.Sandbox.SettingsYaml).ToString();
    }

    private static async Task SignInAsync(
        SandboxClient client,
        string instance,
        string oauthClient = ZendeskVendor.AdminClient,
        string secret = ZendeskVendor.AdminSecret
    )
    {
        var answer = await PostAsync(
            client,
            instance,
            new JObject
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = oauthClient,
                ["client_secret"] = secret,
                ["scope"] = "read",
            }.ToString()
        );
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Body);
        client.ZendeskAuthorization = $"Bearer {answer.Json["access_token"]}";
    }

    private static async Task<Answer> PostAsync(SandboxClient client, string instance, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.SendAsync(HttpMethod.Post, $"{instance}/oauth/tokens", content);
    }
}
