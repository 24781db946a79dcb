using System.Net;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.PagerDuty;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>PagerDuty's strictness, its pages, and the shapes of its answers.</summary>
public sealed class PagerDutyTests
{
    private static readonly string[] Checks =
    [
        "account-has-teammate",
        "email-matches",
        "pagerduty-id-exists",
        "role-matches",
        "rotation-is-in-pagerduty",
        "schedule-exists",
        "schedule-member-is-on-the-team",
        "scheduled-user-exists",
        "teammate-has-pagerduty-id",
    ];

    [TestCase(null)]
    [TestCase("wrong")]
    public async Task A_wrong_or_missing_key_is_refused_everywhere(string? key)
    {
        await using var client = await SandboxClient.StartAsync();
        client.PagerDutyKey = key;
        foreach (var path in new[] { "abilities", "users/me", "users", "nothing" })
        {
            var answer = await client.GetAsync($"pagerduty/{path}");
            Assert.That(
                (answer.Status, answer.Body),
                Is.EqualTo((HttpStatusCode.Unauthorized, """{"error":{"message":"Unauthorized","code":2006}}""")),
                path
            );
        }
    }

    [Test]
    public async Task The_key_of_the_account_has_no_user_and_says_so_with_a_text_for_an_error()
    {
        await using var client = await SandboxClient.StartAsync();
        client.PagerDutyKey = PagerDutyVendor.AccountKey;
        var answer = await client.GetAsync("pagerduty/users/me");
        Assert.That(
            (answer.Status, (string?)answer.Json["error"]),
            Is.EqualTo(
                (
                    HttpStatusCode.BadRequest,
                    "Because this request was made using an account-level access token, we were unable to determine the user's "
                        + "identity. Please use a user-level token."
                )
            )
        );
    }

    [TestCase("users?limit=0")]
    [TestCase("users?limit=101")]
    [TestCase("users?limit=x")]
    [TestCase("users?offset=-1")]
    [TestCase("users?limit=100&offset=9901")]
    [TestCase("users?total=yes")]
    [TestCase("users?include[]=everything")]
    [TestCase("schedules?include[]=layers")]
    [TestCase("escalation_policies?limit=101")]
    [TestCase("v3/schedules?limit=1001")]
    public async Task A_parameter_outside_of_what_is_documented_is_refused(string target)
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"pagerduty/{target}");
        Assert.That((answer.Status, (int?)answer.Json["error"]!["code"]), Is.EqualTo((HttpStatusCode.BadRequest, 2001)));
    }

    [Test]
    public async Task A_page_has_25_rows_and_no_total_unless_asked_otherwise()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var usual = (await client.GetAsync("pagerduty/users")).Json;
        var last = (await client.GetAsync("pagerduty/users?limit=100&offset=100&total=true")).Json;
        var all = client.Sandbox.Vendor<PagerDutyVendor>().Directory.Accounts.Count();
        Assert.Multiple(() =>
        {
            Assert.That((usual["users"]!.Count(), (bool)usual["more"]!, usual["total"]!.Type), Is.EqualTo((25, true, JTokenType.Null)));
            Assert.That((last["users"]!.Count(), (bool)last["more"]!, (int)last["total"]!), Is.EqualTo((all - 100, false, all)));
        });
    }

    [Test]
    public async Task Each_list_of_schedules_has_its_own_kind_and_the_newer_one_gives_references_only()
    {
        await using var client = await SandboxClient.StartAsync();
        var layers = (await client.GetAsync("pagerduty/schedules?include[]=schedule_layers")).Json["schedules"]!;
        var shifts = (await client.GetAsync("pagerduty/v3/schedules")).Json["schedules"]!;
        var layerId = (string)layers[0]!["id"]!;
        Assert.Multiple(() =>
        {
            Assert.That(layers.Select(s => (string?)s["id"]).Intersect(shifts.Select(s => (string?)s["id"])), Is.Empty);
            Assert.That(layers[0]!["schedule_layers"]!.Any(layer => layer["end"] is not null), "a layer that has ended");
            Assert.That(
                layers[0]!["users"]!.Count(),
                Is.GreaterThan(
                    layers[0]!["schedule_layers"]!.Where(layer => layer["end"] is null).SelectMany(layer => layer["users"]!).Count()
                ),
                "its users are more than its members"
            );
            Assert.That(shifts.Select(s => ((JObject)s).ContainsKey("rotations")), Is.All.False);
        });
        Assert.That((await client.GetAsync($"pagerduty/v3/schedules/{layerId}")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.GetAsync("pagerduty/v3/schedules/PNOBODY")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await client.GetAsync("pagerduty/schedules?limit=5")).Json["schedules"]!.Select(s =>
                ((JObject)s).ContainsKey("schedule_layers")
            ),
            Is.All.False
        );
    }

    [Test]
    public async Task A_deleted_user_stays_in_a_layer_and_is_gone_from_the_list()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var references = (await client.GetAsync("pagerduty/schedules?include[]=schedule_layers")).Json["schedules"]!
            .SelectMany(s => s["schedule_layers"]!)
            .SelectMany(l => l["users"]!)
            .Select(u => u["user"]!)
            .ToList();
        var ids = client.Sandbox.Vendor<PagerDutyVendor>().Directory.Accounts.Select(account => account.Id).ToHashSet();
        var deleted = references.Where(user => user["deleted_at"] is not null).ToList();
        Assert.That(deleted, Is.Not.Empty);
        Assert.That(deleted.Select(user => (string)user["id"]!).Where(ids.Contains), Is.Empty);
        Assert.That(
            references.Any(user => user["deleted_at"] is null && !ids.Contains((string)user["id"]!)),
            "one that nothing is said of"
        );
        Assert.That((await client.GetAsync($"pagerduty/users/{deleted[0]["id"]}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase(
        "users",
        "users",
        "id,type,summary,self,html_url,name,email,time_zone,color,role,avatar_url,description,invitation_sent,created_via_sso,"
            + "contact_methods,notification_rules,job_title,teams"
    )]
    [TestCase(
        "schedules?include[]=schedule_layers",
        "schedules",
        "id,type,summary,self,html_url,name,time_zone,description,escalation_policies,users,schedule_layers"
    )]
    [TestCase("v3/schedules", "schedules", "id,type,summary,self,html_url")]
    [TestCase(
        "escalation_policies",
        "escalation_policies",
        "id,type,summary,on_call_handoff_notifications,self,html_url,name,escalation_rules,services,num_loops,teams"
    )]
    [TestCase("teams", "teams", "id,type,summary,self,html_url,name,description")]
    public async Task A_row_has_every_field_of_the_published_example(string target, string property, string fields)
    {
        await using var client = await SandboxClient.StartAsync();
        var row = (JObject)(await client.GetAsync($"pagerduty/{target}")).Json[property]![0]!;
        Assert.That(row.Properties().Select(p => p.Name), Is.SupersetOf(fields.Split(',')));
    }

    [Test]
    public async Task Over_the_limit_there_is_a_429_that_tells_the_seconds_to_wait_and_sometimes_nothing_else()
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
        await client.GetAsync("pagerduty/abilities");
        clock.Advance(TimeSpan.FromSeconds(20));
        await client.GetAsync("pagerduty/abilities");
        var refused = await client.GetAsync("pagerduty/abilities");
        var bare = await client.GetAsync("pagerduty/abilities");
        Assert.Multiple(() =>
        {
            Assert.That(
                (refused.Status, refused.Body),
                Is.EqualTo((HttpStatusCode.TooManyRequests, """{"error":{"message":"Rate Limit Exceeded","code":2020}}"""))
            );
            Assert.That(
                (
                    refused.Header("ratelimit-limit"),
                    refused.Header("ratelimit-remaining"),
                    refused.Header("ratelimit-reset"),
                    refused.Header("Retry-After")
                ),
                Is.EqualTo(("2", "0", "40", (string?)null))
            );
            Assert.That((bare.Status, bare.Body), Is.EqualTo((HttpStatusCode.TooManyRequests, "")));
        });
    }

    [Test]
    public async Task Nothing_can_be_written()
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That((await client.SendAsync(HttpMethod.Delete, "pagerduty/users/P1")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_teams_project_names_schedules_and_the_team_file_rotations()
    {
        await using var client = await SandboxClient.StartAsync();
        var repository = "gitlab/api/v4/projects/sandbox%2Fsupport-team/repository/files";
        Assert.That(
            (await client.GetAsync($"{repository}/data%2Fstatic_data.yaml/raw?ref=main")).Body,
            Does.Match("\npagerduty:\n  schedules:\n    \"[^\"]+\": P[0-9A-V]{7}\n")
        );
        Assert.That((await client.GetAsync($"{repository}/data%2Fsupport-team.yaml/raw?ref=main")).Body, Does.Contain("\n  rotations: ["));
    }

    [Test]
    public async Task Every_check_has_a_fault_from_ten_people_on([Values(10, 37, 150)] int size, [Range(1, 5)] int seed)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = size, Seed = seed });
        Assert.That(
            sandbox.Planted.Where(fault => fault.Platform == PagerDutyVendor.Name).Select(fault => fault.Check).Distinct(),
            Is.EquivalentTo(Checks)
        );
    }

    [Test]
    public async Task The_faults_are_counted_for_once()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = 150 });
        var faults = sandbox.Planted.Where(fault => fault.Platform == PagerDutyVendor.Name).CountBy(fault => fault.Check).ToDictionary();
        Assert.Multiple(() =>
        {
            Assert.That(faults["teammate-has-pagerduty-id"], Is.EqualTo(3), "without id, found by name only, without account; not the VP");
            Assert.That(faults["pagerduty-id-exists"], Is.EqualTo(4), "nobody's id, and three deleted accounts");
            Assert.That(faults["role-matches"], Is.EqualTo(4), "another role, two stakeholders, an unknown one");
            Assert.That(
                faults["rotation-is-in-pagerduty"],
                Is.EqualTo(10),
                "three not there, three in an ended layer, three deleted, an unknown rotation"
            );
            Assert.That(faults["schedule-exists"], Is.EqualTo(1));
            Assert.That(faults["schedule-member-is-on-the-team"], Is.EqualTo(3), "in layers, in shifts, a direct target");
            Assert.That(faults["scheduled-user-exists"], Is.EqualTo(5), "three deleted teammates, a ghost in a layer, a ghost as target");
            Assert.That(
                faults["account-has-teammate"],
                Is.EqualTo(4),
                "who left, who is invited, a namesake, a second account; not the colleagues"
            );
        });
    }
}
