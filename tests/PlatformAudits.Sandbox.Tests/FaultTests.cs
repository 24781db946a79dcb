using System.Net;
using Newtonsoft.Json;
using NUnit.Framework;
using PlatformAudits.Sandbox.Faults;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>What goes wrong on purpose goes wrong where it should, and nowhere else.</summary>
public sealed class FaultTests
{
    [Test]
    public async Task A_fault_happens_to_the_requests_that_it_names_and_to_no_others()
    {
        await using var client = await SandboxClient.StartAsync(With("calendly 2-3 503", "calendly /groups#1 404"));
        var statuses = new List<HttpStatusCode>();
        foreach (
            var path in new[]
            {
                "users/me",
                "users/me",
                "users/me",
                "users/me",
                $"groups?{client.OrganizationQuery}",
                $"groups?{client.OrganizationQuery}",
            }
        )
        {
            statuses.Add((await client.GetAsync("calendly/" + path)).Status);
        }

        Assert.That(statuses.Select(s => (int)s), Is.EqualTo(new[] { 200, 503, 503, 200, 404, 200 }));
        Assert.That(client.Sandbox.Requests.All.Select(r => r.Fault), Is.EqualTo(new[] { null, "503", "503", null, "404", null }));
    }

    [TestCase("429", false)]
    [TestCase("403", false)]
    [TestCase("408", true)]
    [TestCase("503", true)]
    [TestCase("reset", true)]
    public async Task What_is_refused_is_not_carried_out_and_what_fails_may_be(string kind, bool isOpened)
    {
        await using var client = await SandboxClient.StartAsync(With($"gitlab * {kind}"));
        try
        {
            await client.SendAsync(HttpMethod.Post, "gitlab/api/v4/projects/sandbox%2Faudits/issues", new { title = "T" });
        }
        catch (HttpRequestException) when (kind == "reset") { }

        Assert.That(client.Sandbox.GitLab.Tracker.Issues, Has.Count.EqualTo(isOpened ? 1 : 0));
        Assert.That(client.Sandbox.Requests.All.Single().Fault, Is.EqualTo(kind));
    }

    [TestCase("empty-list", 0, false)]
    [TestCase("cut-list", 5, false)]
    [TestCase("repeated-rows", 6, true)]
    [TestCase("skipped-rows", 4, true)]
    public async Task A_list_can_lie(string kind, int rows, bool goesOn)
    {
        await using var client = await SandboxClient.StartAsync(With($"calendly * {kind}"));
        var page = (await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}&count=5")).Json;
        Assert.That(page["collection"]!.Count(), Is.EqualTo(rows));
        Assert.That((string?)page["pagination"]!["next_page"] is not null, Is.EqualTo(goesOn));
    }

    [Test]
    public async Task The_next_page_can_lead_back_or_away()
    {
        await using var client = await SandboxClient.StartAsync(With("calendly 1 repeated-cursor", "calendly 2 foreign-next"));
        var path = $"calendly/organization_memberships?{client.OrganizationQuery}&count=5";
        var back = (string)(await client.GetAsync(path)).Json["pagination"]!["next_page"]!;
        var away = (string)(await client.GetAsync(path)).Json["pagination"]!["next_page"]!;
        Assert.That(back, Does.EndWith("/" + path));
        Assert.That(new Uri(away).Host, Is.EqualTo("localhost.invalid"));
    }

    [Test]
    public async Task A_list_of_numbered_pages_can_lie_too()
    {
        await using var client = await SandboxClient.StartAsync(With("gitlab 1 cut-list", "gitlab 2 repeated-cursor"));
        Assert.That((await client.GetAsync("gitlab/api/v4/users?per_page=5")).Headers.GetValues("x-next-page"), Is.EqualTo(new[] { "" }));
        Assert.That(
            (await client.GetAsync("gitlab/api/v4/users?per_page=5&page=2")).Headers.GetValues("x-next-page"),
            Is.EqualTo(new[] { "2" })
        );
    }

    [Test]
    public async Task A_body_can_be_spoilt([Values("html", "empty", "truncated")] string kind)
    {
        await using var client = await SandboxClient.StartAsync(With($"calendly * {kind}"));
        var answer = await client.GetAsync("calendly/users/me");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(() => answer.Json, Throws.InstanceOf<JsonException>());
    }

    [Test]
    public async Task A_body_can_be_in_another_encoding()
    {
        await using var client = await SandboxClient.StartAsync(With("calendly * wrong-encoding"));
        Assert.That((await client.GetAsync("calendly/users/me")).Body, Does.StartWith("{\0\"\0r\0e\0s\0"));
    }

    [Test]
    public async Task A_connection_can_break([Values("reset", "reset-in-body")] string kind)
    {
        await using var client = await SandboxClient.StartAsync(With($"calendly * {kind}"));
        await Assert.ThrowsAsync<HttpRequestException>(async () => await client.GetAsync("calendly/users/me"));
    }

    [Test]
    public async Task A_slow_answer_is_whole_in_the_end()
    {
        await using var client = await SandboxClient.StartAsync(With("calendly 2 drip"));
        var quick = await client.GetAsync("calendly/users/me");
        var slow = await client.GetAsync("calendly/users/me");
        Assert.That(slow.Body, Is.EqualTo(quick.Body));
    }

    [Test]
    public async Task What_cannot_happen_to_an_answer_is_not_noted_as_if_it_had()
    {
        await using var client = await SandboxClient.StartAsync(With("calendly * empty-list"));
        await client.GetAsync("calendly/users/me");
        Assert.That(client.Sandbox.Requests.All.Single().Fault, Is.Null);
    }

    [Test]
    public async Task A_cursor_can_expire_and_a_first_page_has_none()
    {
        await using var client = await SandboxClient.StartAsync(With("calendly * expired-cursor"));
        var first = await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}&count=5");
        var second = await client.GetAsync(
            $"calendly/organization_memberships?{client.OrganizationQuery}&count=5&page_token="
                + $"{(string?)first.Json["pagination"]!["next_page_token"]}"
        );
        Assert.That((first.Status, second.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task A_refusal_can_send_the_credential_back()
    {
        await using var client = await SandboxClient.StartAsync(With("calendly * echo"));
        Assert.That((await client.GetAsync("calendly/users/me")).Body, Does.Contain("Bearer calendly-token-of-the-owner"));
    }

    [TestCase("op-exit-1", "1", 0)]
    [TestCase("op-panic", "2", 0)]
    [TestCase("op-error-and-exit-0", "0", 1)]
    [TestCase("op-twice", "0", 2)]
    public async Task An_op_can_fail_in_its_own_ways(string kind, string exitCode, int lists)
    {
        await using var client = await SandboxClient.StartAsync(With($"1password * {kind}"));
        var token = client.Sandbox.Vendor<OnePassword.OnePasswordVendor>().Token;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(client.Sandbox.BaseAddress, "1password/op/user/list/--format%3Djson")
        );
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.Headers.GetValues("X-Exit-Code"), Is.EqualTo(new[] { exitCode }));
        Assert.That(
            System.Text.RegularExpressions.Regex.Count(body, "^\\[$", System.Text.RegularExpressions.RegexOptions.Multiline),
            Is.EqualTo(lists)
        );
    }

    [TestCase("reset", false)]
    [TestCase("reset-in-body", true)]
    public async Task A_connection_can_break_within_the_process_as_well(string kind, bool isAnswered)
    {
        await using var sandbox = SandboxServer.Unplugged(With($"calendly * {kind}"));
        using var http = new HttpClient(sandbox.NewHandler());
        http.DefaultRequestHeaders.Add("Authorization", "Bearer calendly-token-of-the-owner");
        var status = (HttpStatusCode?)null;
        Assert.That(
            async () =>
            {
                using var answer = await http.GetAsync(
                    new Uri(sandbox.BaseAddress, "calendly/users/me"),
                    HttpCompletionOption.ResponseHeadersRead
                );
                status = answer.StatusCode;
                await answer.Content.ReadAsByteArrayAsync();
            },
            Throws.InstanceOf<HttpRequestException>().Or.InstanceOf<IOException>()
        );
        Assert.That(status is not null, Is.EqualTo(isAnswered));
    }

    [Test]
    public async Task A_silent_vendor_within_the_process_is_left_when_the_client_goes()
    {
        await using var sandbox = SandboxServer.Unplugged(With("calendly * stall"));
        using var http = new HttpClient(sandbox.NewHandler());
        http.DefaultRequestHeaders.Add("Authorization", "Bearer calendly-token-of-the-owner");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.That(
            async () => await http.GetStringAsync(new Uri(sandbox.BaseAddress, "calendly/users/me"), patience.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public void Lines_are_read_with_comments_and_blanks() =>
        Assert.That(
            Fault.Parse(["# all of them", "", "calendly 2- 401 # dies", "gitlab /api/v4/users#3 html"]),
            Is.EqualTo(
                new[]
                {
                    new Fault
                    {
                        Vendor = "calendly",
                        First = 2,
                        Kind = "401",
                    },
                    new Fault
                    {
                        Vendor = "gitlab",
                        Path = "/api/v4/users",
                        First = 3,
                        Last = 3,
                        Kind = "html",
                    },
                }
            )
        );

    [TestCase("calendly 2", "line 1: it needs three words")]
    [TestCase("calendly 0 503", "line 1: '0' names no requests")]
    [TestCase("calendly 4-2 503", "line 1: '4-2' names no requests")]
    [TestCase("calendly 2 506", "line 1: there is no fault 506; there are")]
    public void A_wrong_line_is_named(string line, string problem) =>
        Assert.That(() => Fault.Parse([line]), Throws.InstanceOf<FormatException>().With.Message.StartsWith(problem));

    private static SandboxOptions With(params string[] faults) => new() { Size = 30, Faults = Fault.Parse(faults) };
}
