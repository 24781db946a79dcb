using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Platforms.OnePassword;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.OnePassword;

namespace PlatformAudits.Tests.Platforms.OnePassword;

/// <summary>The audit through a SCIM bridge.</summary>
public sealed class ScimAuditTests
{
    private const string NoManagers = "    checks:\n      group-manager-is-expected: false\n";
    private const string AllOfIt =
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"itemsPerPage":1,"startIndex":1,"Resources":[{"id":"ADA","userName":"ada@example.com","displayName":"Support","active":true,"members":[{"value":"ADA"}]}]}""";

    [TestCase("", 10)]
    [TestCase("", 150)]
    [TestCase("    scim_prefix: /scim/v2\n", 150)]
    public async Task The_findings_equal_the_plant_apart_from_managers(string settings, int size)
    {
        await using var audit = await StartAsync(size, NoManagers + settings);
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted.Where(p => p.Check != "group-manager-is-expected")));
            Assert.That(
                outcome.Report.Notices.Single(),
                Does.StartWith("This was read through the SCIM bridge, which shows only people and groups that provisioning manages")
            );
            Assert.That(
                audit.Sandbox.Requests.All.Where(r => r.Target.StartsWith("/1password", StringComparison.Ordinal)).Select(r => r.Method),
                Is.All.EqualTo("GET")
            );
            Assert.That(audit.Sandbox.Requests.All.Select(r => r.Target), Has.None.StartsWith("/1password/op"));
        });
    }

    [Test]
    public async Task A_page_may_be_shorter_than_asked_for_and_the_next_one_begins_where_it_ended()
    {
        await using var audit = await StartAsync(150, NoManagers);
        await audit.RunAsync();
        var pages = audit.Sandbox.Requests.All.Select(r => r.Target).Where(t => t.Contains("/Users", StringComparison.Ordinal));
        Assert.That(
            pages,
            Is.EqualTo(
                new[]
                {
                    "/1password/scim/Users?startIndex=1&count=100",
                    "/1password/scim/Users?count=100&startIndex=61",
                    "/1password/scim/Users?count=100&startIndex=121",
                }
            )
        );
    }

    [Test]
    public async Task Managers_whom_a_bridge_does_not_tell_are_not_evaluated_instead_of_none()
    {
        await using var audit = await StartAsync(10, "");
        var outcome = await audit.RunAsync();
        var before = await File.ReadAllTextAsync(audit.Output("report.json"));
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons.Single(),
                Is.EqualTo(
                    "Reading who manages the groups: a SCIM bridge does not tell, so group-manager-is-expected can't be "
                        + "answered. Read with op (OP_SERVICE_ACCOUNT_TOKEN), or set "
                        + "platforms.1password.checks.group-manager-is-expected to false in audits.yaml to do without it."
                )
            );
            Assert.That(File.ReadAllText(audit.Output("report.json")), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_replay_gives_the_same_bytes_and_no_token_is_written()
    {
        await using var audit = await StartAsync(150, NoManagers);
        var token = audit.Variables["OP_SCIM_TOKEN"];
        await audit.RunAsync();
        var before = await File.ReadAllTextAsync(audit.Output("report.json"));
        var written = Directory
            .EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ToList();
        audit.Variables.Clear();
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(audit.Output("report.json")), Is.EqualTo(before));
            Assert.That(written, Has.None.Contains(token));
        });
    }

    [Test]
    public async Task Op_comes_first_where_both_ways_are_given()
    {
        await using var audit = await StartAsync(10, "");
        audit.Variables["OP_COMMAND"] = audit.Sandbox.Environment["OP_COMMAND"];
        audit.Variables["OP_SERVICE_ACCOUNT_TOKEN"] = audit.Sandbox.Environment["OP_SERVICE_ACCOUNT_TOKEN"];
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
    }

    [TestCase(
        "wrong-token",
        "",
        "1Password answered 401 (Authorization failure. The authorization header is invalid or missing). Put the "
            + "SCIM bridge's bearer token into OP_SCIM_TOKEN."
    )]
    [TestCase(
        null,
        "    scim_prefix: /v3\n",
        "1Password answered 404. Check OP_SCIM_URL, and platforms.1password.scim_prefix in audits.yaml: "
            + "some bridges answer at /scim, some at /scim/v2."
    )]
    public async Task A_refusal_is_told_with_what_to_do(string? token, string settings, string sentence)
    {
        await using var audit = await StartAsync(10, NoManagers + settings);
        audit.Variables["OP_SCIM_TOKEN"] = token ?? audit.Variables["OP_SCIM_TOKEN"];
        Assert.That(
            (await audit.RunAsync()).Report.Reasons.Single(),
            Does.StartWith("Reading people (GET http://127.0.0.1:").And.EndsWith(sentence)
        );
    }

    [Test]
    public async Task A_group_that_provisioning_does_not_manage_is_not_evaluated()
    {
        await using var audit = await StartAsync(10, NoManagers);
        var company = audit.Sandbox.Vendor<OnePasswordVendor>().Company;
        company.Remove(company.Support);
        Assert.That((await audit.RunAsync()).Report.Reasons.Single(), Does.Contain("no group Support among 6 groups"));
    }

    [TestCase(
        "\"totalResults\":1,",
        "",
        "the page has no totalResults, so nobody knows whether it is the last; the list counts as cut off"
    )]
    [TestCase(
        "\"totalResults\":1",
        "\"totalResults\":2",
        "the page begins with resource 1, and 2 was asked for; the list would repeat itself or have a gap"
    )]
    [TestCase("\"totalResults\":1", "\"totalResults\":0", "there are 1 resources, and totalResults is 0")]
    [TestCase(
        "\"startIndex\":1",
        "\"startIndex\":7",
        "the page begins with resource 7, and 1 was asked for; the list would repeat itself or have a gap"
    )]
    [TestCase("\"Resources\"", "\"Rows\"", "the body has no Resources")]
    [TestCase("\"id\":\"ADA\",", "", "row 1: a record has no id")]
    public async Task A_page_that_repeats_or_contradicts_itself_is_an_error(string text, string other, string problem)
    {
        Assert.That(
            (await ReadAsync((_, _) => Reply.Json(AllOfIt.Replace(text, other, StringComparison.Ordinal)))).Reasons.Single(),
            Does.Contain($": {problem}.")
        );
    }

    [Test]
    public async Task A_page_that_stalls_is_an_error()
    {
        var report = await ReadAsync((_, _) => Reply.Json("""{"totalResults":3,"startIndex":1,"itemsPerPage":0,"Resources":[]}"""));
        Assert.That(
            report.Reasons.Single(),
            Does.Contain("the page is empty, and 0 of 3 resources have come; the list counts as cut off")
        );
    }

    [Test]
    public async Task A_list_that_moves_while_it_is_read_is_an_error()
    {
        var report = await ReadAsync(
            (target, _) =>
                Reply.Json(
                    target.Contains("startIndex=1&", StringComparison.Ordinal)
                        ? AllOfIt.Replace("\"totalResults\":1", "\"totalResults\":2", StringComparison.Ordinal)
                        : AllOfIt
                            .Replace("\"totalResults\":1", "\"totalResults\":3", StringComparison.Ordinal)
                            .Replace("\"startIndex\":1", "\"startIndex\":2", StringComparison.Ordinal)
                )
        );
        Assert.That(report.Reasons.Single(), Does.Contain("totalResults was 2 and is 3 now: the list moved while it was read; run again"));
    }

    [Test]
    public async Task Whether_somebody_is_active_may_be_unknown_and_then_nobody_says_yes_or_no()
    {
        var report = await ReadAsync((_, _) => Reply.Json(AllOfIt.Replace("\"active\":true,", "", StringComparison.Ordinal)));
        Assert.That(
            report.Reasons.Single(),
            Is.EqualTo(
                "It is known of everybody in a group whether they are active: this does not hold (1 members, of 1 the source does not "
                    + "tell). Read with op (OP_SERVICE_ACCOUNT_TOKEN), or switch member-is-active off in audits.yaml to do without it."
            )
        );
    }

    [Test]
    public async Task A_bridge_without_anybody_may_leave_the_resources_out_and_is_still_no_all_clear()
    {
        var report = await ReadAsync((_, _) => Reply.Json("""{"totalResults":0}"""));
        Assert.That(
            report.Reasons,
            Has.Count.EqualTo(2).And.Some.Contains("0 accounts, at least 1 expected").And.Some.Contains("no group Support among 0 groups")
        );
    }

    [TestCase("""{"id":"1","userName":"u@x"}""", "u@x", null, null)]
    [TestCase(
        """{"id":"1","userName":"u","emails":[{"value":"a@x"},{"value":"b@x","primary":true}],"active":false}""",
        "b@x",
        null,
        "INACTIVE"
    )]
    [TestCase(
        """{"id":"1","userName":"u","emails":[{"value":"a@x"}],"displayName":"D","name":{"formatted":"F"},"active":true}""",
        "a@x",
        "D",
        "ACTIVE"
    )]
    [TestCase("""{"id":"1","userName":"u@x","emails":null,"displayName":null,"name":{"formatted":"F"},"active":null}""", "u@x", "F", null)]
    [TestCase("""{"id":"1","userName":"u@x","emails":[],"name":{"givenName":"G","familyName":"H"}}""", "u@x", "G H", null)]
    public void A_person_is_read_from_whichever_fields_there_are(string json, string email, string? name, string? state)
    {
        var account = OnePasswordAccount.ReadScim(new JsonRecord(JObject.Parse(json)));
        Assert.That((account.Email, account.Name, account.State), Is.EqualTo((email, name, state)));
    }

    private static async Task<PlatformAudits.Checking.AuditReport> ReadAsync(Func<string, int, Reply> answer)
    {
        await using var server = new ScriptedServer(answer);
        await using var audit = await StartAsync(1, NoManagers);
        audit.Variables["OP_SCIM_URL"] = server.Address.AbsoluteUri;
        audit.Request = audit.Request with
        {
            SettingsPath = audit.Write(
                "one.yaml",
                "team: {project: sandbox/support-team, ref: main}\ntracker: {project: sandbox/audits}\nplatforms:\n  1password:\n"
                    + NoManagers
            ),
        };
        return (await audit.RunAsync()).Report;
    }

    private static async Task<SandboxedAudit> StartAsync(int size, string settings)
    {
        var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = size }, "1password");
        audit.Variables.Remove("OP_COMMAND");
        audit.Variables.Remove("OP_SERVICE_ACCOUNT_TOKEN");
        foreach (var (name, value) in audit.Sandbox.Vendor<OnePasswordVendor>().ScimEnvironment)
        {
            audit.Variables[name] = value;
        }

        audit.Change("  1password:\n", "  1password:\n" + settings);
        return audit;
    }
}
