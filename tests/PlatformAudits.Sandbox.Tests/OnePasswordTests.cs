using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.OnePassword;
using PlatformAudits.Tests;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>1Password in the sandbox: an <c>op</c> that anybody can start, and a SCIM bridge.</summary>
public sealed class OnePasswordTests
{
    [Test]
    public async Task The_environment_is_all_that_op_needs()
    {
        await using var sandbox = await StartAsync();
        var users = await OpAsync(sandbox, sandbox.Environment["OP_SERVICE_ACCOUNT_TOKEN"], "user", "list", "--format", "json");
        Assert.Multiple(() =>
        {
            Assert.That(users.ExitCode, Is.Zero, users.Error);
            Assert.That(users.Error, Is.Empty);
            Assert.That(JArray.Parse(users.Output).Select(u => (string?)u["id"]), Is.EqualTo(Company(sandbox).Accounts.Select(a => a.Id)));
            Assert.That(
                sandbox.Requests.All.Select(r => $"{r.Method} {r.Target} {r.Status}"),
                Is.EqualTo(["GET /1password/op/user/list/--format/json 200"])
            );
        });
    }

    [Test]
    public async Task Rows_have_the_fields_of_the_recorded_ones_and_no_others()
    {
        await using var sandbox = await StartAsync();
        var token = Vendor(sandbox).Token;
        var users = JArray.Parse((await OpAsync(sandbox, token, "user", "list", "--format=json")).Output);
        var groups = JArray.Parse((await OpAsync(sandbox, token, "group", "list", "--format=json")).Output);
        var members = JArray.Parse((await OpAsync(sandbox, token, "group", "user", "list", "Support", "--format=json")).Output);
        var self = JObject.Parse((await OpAsync(sandbox, token, "whoami", "--format=json")).Output);
        Assert.Multiple(() =>
        {
            Assert.That(users.Select(Fields), Is.All.EqualTo("id,name,email,type,state"));
            Assert.That(groups.Select(Fields), Is.All.EqualTo("id,name,description,state,created_at"));
            Assert.That(members.Select(Fields), Is.All.EqualTo("id,name,email,type,state,role"));
            Assert.That(Fields(self), Is.EqualTo("url,user_uuid,account_uuid,user_type"));
            Assert.That(users.Select(u => (string?)u["id"]), Is.Unique.And.All.Match("^[A-Z2-7]{26}$"));
            Assert.That(groups.Select(g => (string?)g["id"]), Is.Unique.And.All.Match("^[a-z2-7]{26}$"));
        });
    }

    [Test]
    public async Task Whoami_knows_nobody_before_a_command_asked_the_server()
    {
        await using var sandbox = await StartAsync();
        var token = Vendor(sandbox).Token;
        Assert.That(
            (await OpAsync(sandbox, token, "whoami")).Error,
            Does.Match(@"^\[ERROR\] \d{4}/\d\d/\d\d \d\d:\d\d:\d\d service account token set, but not authenticated yet\n$")
        );
        await OpAsync(sandbox, token, "group", "list");
        Assert.That((await OpAsync(sandbox, token, "whoami")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_deleted_service_account_can_still_say_who_it_was()
    {
        await using var sandbox = await StartAsync();
        var whoami = await OpAsync(sandbox, Vendor(sandbox).DeletedToken, "whoami", "--format=json");
        var users = await OpAsync(sandbox, Vendor(sandbox).DeletedToken, "user", "list");
        Assert.Multiple(() =>
        {
            Assert.That(Fields(JObject.Parse(whoami.Output)), Is.EqualTo("URL,ServiceAccountType"));
            Assert.That((users.ExitCode, users.Output), Is.EqualTo((1, "")));
            Assert.That(users.Error, Does.Contain("Server: (403) (Forbidden (Service Account Deleted))"));
        });
    }

    [TestCase("group user list Nobody", "\"Nobody\" isn't a group in this account. Specify the group with its UUID or name.")]
    [TestCase("group user list support", "\"support\" isn't a group in this account. Specify the group with its UUID or name.")]
    [TestCase("vault list", "unknown command \"vault list\" for \"op\"")]
    [TestCase("user list --fromat=json", "unknown flag: --fromat=json")]
    public async Task A_wrong_command_is_refused_as_op_refuses_it(string command, string error)
    {
        await using var sandbox = await StartAsync();
        var answer = await OpAsync(sandbox, Vendor(sandbox).Token, command.Split(' '));
        Assert.That((answer.ExitCode, answer.Output), Is.EqualTo((1, "")));
        Assert.That(answer.Error, Does.EndWith($" {error}\n"));
    }

    [Test]
    public async Task Of_two_groups_of_one_name_op_asks_which()
    {
        await using var sandbox = await StartAsync();
        var twin = Company(sandbox).AddGroup("Support");
        Assert.That(
            (await OpAsync(sandbox, Vendor(sandbox).Token, "group", "user", "list", "Support")).Error,
            Does.Contain("More than one group matches \"Support\".")
        );
        var empty = await OpAsync(sandbox, Vendor(sandbox).Token, "group", "user", "list", twin.Id, "--format=json");
        Assert.That(empty, Is.EqualTo(new Printed(0, "", "")), "a group without anybody");
    }

    [Test]
    public async Task A_command_that_would_change_something_is_logged_as_a_write_and_not_carried_out()
    {
        await using var sandbox = await StartAsync();
        var before = Company(sandbox).Accounts.ToList();
        var answer = await OpAsync(sandbox, Vendor(sandbox).Token, "user", "suspend", before[0].Id);
        Assert.Multiple(() =>
        {
            Assert.That(answer.ExitCode, Is.EqualTo(1));
            Assert.That(sandbox.Requests.Writes.Single().Target, Is.EqualTo($"/1password/op/user/suspend/{before[0].Id}"));
            Assert.That(Company(sandbox).Accounts.Select(a => (a.Id, a.State)), Is.EqualTo(before.Select(a => (a.Id, a.State))));
        });
    }

    [TestCase("", 1, @"^\[ERROR\] .* You are not currently signed in\. Please run `op signin --help` for instructions\n$")]
    [TestCase(
        "ops_@@@",
        2,
        "^panic: runtime error: invalid memory address or nil pointer dereference\n(.*\n)*goroutine 1 \\[running\\]:\n"
    )]
    [TestCase("A3-secret", 2, "^panic: ")]
    public async Task Without_a_whole_token_op_never_gets_as_far_as_the_sandbox(string token, int exitCode, string error)
    {
        await using var sandbox = await StartAsync();
        var answer = await OpAsync(sandbox, token, "user", "list");
        Assert.Multiple(() =>
        {
            Assert.That(answer.ExitCode, Is.EqualTo(exitCode));
            Assert.That(answer.Error, Does.Match(error));
            Assert.That(sandbox.Requests.All, Is.Empty);
        });
    }

    [Test]
    public async Task The_limit_of_requests_is_told_in_words()
    {
        await using var sandbox = await StartAsync(
            new SandboxOptions
            {
                Size = 3,
                RequestsPerMinute = 1,
                Clock = new FakeTimeProvider(),
            }
        );
        await OpAsync(sandbox, Vendor(sandbox).Token, "user", "list");
        var refused = await OpAsync(sandbox, Vendor(sandbox).Token, "group", "list");
        Assert.That((refused.ExitCode, refused.Output), Is.EqualTo((1, "")));
        Assert.That(refused.Error, Does.Contain("(429) Too Many Requests: ").And.Contain("Please retry in 60 seconds"));
    }

    [Test]
    public async Task Every_check_has_a_fault_from_ten_people_on([Values(10, 11, 150)] int size, [Range(1, 5)] int seed)
    {
        await using var sandbox = await StartAsync(new SandboxOptions { Size = size, Seed = seed });
        var planted = sandbox.Planted.Where(fault => fault.Platform == OnePasswordVendor.Name).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                planted.Select(fault => fault.Check).Distinct(),
                Is.EquivalentTo([
                    "email-matches",
                    "group-manager-is-expected",
                    "group-member-is-on-the-team",
                    "member-is-active",
                    "teammate-is-in-group",
                ])
            );
            Assert.That(planted, Is.Unique);
        });
    }

    [Test]
    public async Task An_equal_sandbox_has_equal_people_and_another_seed_others()
    {
        await using var one = await StartAsync(new SandboxOptions { Size = 40, Seed = 5 });
        await using var same = await StartAsync(new SandboxOptions { Size = 40, Seed = 5 });
        await using var other = await StartAsync(new SandboxOptions { Size = 40, Seed = 6 });
        var (first, second, third) = (
            await ScimAsync(one, "scim/Users"),
            await ScimAsync(same, "scim/Users"),
            await ScimAsync(other, "scim/Users")
        );
        Assert.That(
            second.Body.Replace($"{same.BaseAddress}", "", StringComparison.Ordinal),
            Is.EqualTo(first.Body.Replace($"{one.BaseAddress}", "", StringComparison.Ordinal))
        );
        Assert.That(
            third.Body.Replace($"{other.BaseAddress}", "", StringComparison.Ordinal),
            Is.Not.EqualTo(first.Body.Replace($"{one.BaseAddress}", "", StringComparison.Ordinal))
        );
    }

    [TestCase("scim/Users", HttpStatusCode.Unauthorized, "wrong")]
    [TestCase("scim/Users", HttpStatusCode.Unauthorized, null)]
    [TestCase("scim/Vaults", HttpStatusCode.NotFound)]
    [TestCase("scim/v3/Users", HttpStatusCode.NotFound)]
    [TestCase("scim/Users?startIndex=x", HttpStatusCode.BadRequest)]
    [TestCase("scim/Users?filter=userName+eq+%22a%22", HttpStatusCode.BadRequest)]
    public async Task The_bridge_refuses_as_the_RFC_says(
        string target,
        HttpStatusCode status,
        string? token = "scim-bridge-token-of-the-sandbox"
    )
    {
        await using var sandbox = await StartAsync();
        var answer = await ScimAsync(sandbox, target, token);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            Assert.That(answer.ContentHeaders.ContentType!.MediaType, Is.EqualTo("application/scim+json"));
            Assert.That((string?)answer.Json["schemas"]![0], Is.EqualTo("urn:ietf:params:scim:api:messages:2.0:Error"));
            Assert.That((string?)answer.Json["status"], Is.EqualTo($"{(int)status}"));
        });
    }

    [TestCase("scim/Users?count=1000", 1, 60)]
    [TestCase("scim/v2/Users?startIndex=61&count=10", 61, 10)]
    [TestCase("scim/Users?startIndex=-3", 1, 60)]
    [TestCase("scim/Users?startIndex=100000", 100_000, 0)]
    [TestCase("scim/Users?count=0", 1, 0)]
    public async Task The_bridge_pages_as_the_RFC_says(string target, int start, int rows)
    {
        await using var sandbox = await StartAsync(new SandboxOptions { Size = 100 });
        var list = (await ScimAsync(sandbox, target)).Json;
        Assert.Multiple(() =>
        {
            Assert.That(Fields(list), Is.EqualTo("schemas,totalResults,itemsPerPage,startIndex,Resources"));
            Assert.That(
                ((int)list["startIndex"]!, (int)list["itemsPerPage"]!, list["Resources"]!.Count()),
                Is.EqualTo((start, rows, rows))
            );
            Assert.That((int)list["totalResults"]!, Is.EqualTo(Company(sandbox).Accounts.Count(a => a.Type != "SERVICE_ACCOUNT")));
        });
    }

    [Test]
    public async Task Resources_of_the_bridge_have_what_the_RFC_requires()
    {
        await using var sandbox = await StartAsync();
        var users = (await ScimAsync(sandbox, "scim/Users")).Json["Resources"]!;
        var groups = (await ScimAsync(sandbox, "scim/Groups")).Json["Resources"]!;
        Assert.Multiple(() =>
        {
            Assert.That(users.Select(u => (string?)u["id"]), Is.Unique.And.All.Not.Null);
            Assert.That(users.Select(u => (string?)u["userName"]), Is.All.Not.Null);
            Assert.That(users.Select(u => (bool?)u["active"]).Distinct(), Is.EquivalentTo([true, false]));
            Assert.That(users.Count(u => u["emails"] is null), Is.GreaterThan(0), "some lack what they may lack");
            Assert.That(groups.Select(g => (string?)g["displayName"]), Has.Member("Support"));
            Assert.That(
                groups.Single(g => (string?)g["displayName"] == "Support")["members"]!.Select(m => (string?)m["value"]),
                Is.EquivalentTo(Company(sandbox).Accounts.Where(a => a.Roles.ContainsKey(Company(sandbox).Support.Id)).Select(a => a.Id))
            );
        });
    }

    [Test]
    [Category(Search.Category)]
    public async Task A_stream_of_very_many_people_comes_whole()
    {
        var size = Search.Of(10_000, 100_000);
        await using var sandbox = await StartAsync(new SandboxOptions { Size = size });
        var watch = Stopwatch.StartNew();
        var users = await OpAsync(sandbox, Vendor(sandbox).Token, "user", "list", "--format=json");
        TestContext.Out.WriteLine($"{users.Output.Length} characters in {watch.Elapsed}");
        Assert.That(JArray.Parse(users.Output), Has.Count.GreaterThan(size * 99 / 100));
    }

    private static Task<SandboxServer> StartAsync(SandboxOptions? options = null) =>
        SandboxServer.StartAsync(options ?? new SandboxOptions { Size = 30 });

    private static OnePasswordVendor Vendor(SandboxServer sandbox) => sandbox.Vendor<OnePasswordVendor>();

    private static Company Company(SandboxServer sandbox) => Vendor(sandbox).Company;

    private static string Fields(JToken row) => string.Join(',', ((JObject)row).Properties().Select(p => p.Name));

    private static async Task<Printed> OpAsync(SandboxServer sandbox, string token, params string[] arguments)
    {
        var start = new ProcessStartInfo(sandbox.Environment["OP_COMMAND"], arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OP_SERVICE_ACCOUNT_TOKEN"] = token;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Printed(process.ExitCode, await output, await error);
    }

    private static async Task<Answer> ScimAsync(SandboxServer sandbox, string target, string? token = "scim-bridge-token-of-the-sandbox")
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(sandbox.BaseAddress, $"1password/{target}"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
    }

    private sealed record Printed(int ExitCode, string Output, string Error);
}
