using System.Net;
using NUnit.Framework;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>What GitLab refuses at run time, with the bodies that its source (lib/api) has.</summary>
public sealed class RefusalTests
{
    private const string Tracker = "gitlab/api/v4/projects/sandbox%2Faudits";
    private const string Issues = $"{Tracker}/issues";

    [TestCase(RefusalKind.ResourceLock, 409, """{"message":"409 Conflict: Resource lock"}""")]
    [TestCase(RefusalKind.Archived, 403, """{"message":"403 Forbidden"}""")]
    [TestCase(RefusalKind.LostRole, 403, """{"message":"403 Forbidden"}""")]
    [TestCase(
        RefusalKind.Spam,
        409,
        """{"needs_captcha_response":true,"spam_log_id":42,"captcha_site_key":"6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI","message":"""
            + """{"error":"Your issue has been recognized as spam. Please, change the content or solve the reCAPTCHA to proceed."}}"""
    )]
    public async Task A_write_is_refused_and_changes_nothing_while_a_read_goes_on(RefusalKind kind, int status, string body)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Refusals.Add(kind);
        var refused = await client.SendAsync(HttpMethod.Post, Issues, new { title = "T" });
        Assert.That(((int)refused.Status, refused.Body), Is.EqualTo((status, body)));
        Assert.That((await client.GetAsync(Issues)).Body, Is.EqualTo("[]"));
        Assert.That((bool)(await client.GetAsync(Tracker)).Json["archived"]!, Is.EqualTo(kind == RefusalKind.Archived));
    }

    [TestCase(RefusalKind.Blocked, 403, """{"message":"403 Forbidden - Your account has been blocked."}""")]
    [TestCase(
        RefusalKind.ExpiredToken,
        401,
        """{"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."}"""
    )]
    [TestCase(
        RefusalKind.RevokedToken,
        401,
        """{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}"""
    )]
    [TestCase(RefusalKind.NoMember, 404, """{"message":"404 Project Not Found"}""")]
    public async Task Everything_of_one_account_is_refused_and_nothing_of_another(RefusalKind kind, int status, string body)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Refusals.Add(kind, account: client.Sandbox.GitLab.Bot);
        var refused = await client.GetAsync(Issues);
        Assert.That(((int)refused.Status, refused.Body), Is.EqualTo((status, body)));
        client.GitLabToken = GitLabVendor.SecondBotToken;
        Assert.That((await client.GetAsync(Issues)).Status, Is.EqualTo(HttpStatusCode.OK));
        client.GitLabToken = GitLabVendor.BotToken;
        client.Sandbox.GitLab.Refusals.Clear();
        Assert.That((await client.GetAsync(Issues)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task So_many_writes_are_refused_as_was_said_and_reads_and_notes_do_not_count_as_spam()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "T");
        client.Sandbox.GitLab.Refusals.Add(RefusalKind.ResourceLock, times: 2);
        client.Sandbox.GitLab.Refusals.Add(RefusalKind.Spam);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            await client.GetAsync(Issues);
            statuses.Add((await client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = "N" })).Status);
        }

        Assert.That(statuses, Is.EqualTo(new[] { HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Created }));
        Assert.That(
            (await client.SendAsync(HttpMethod.Put, $"{Issues}/1", new { title = "New" })).Body,
            Does.Contain("needs_captcha_response")
        );
    }

    [Test]
    public async Task Of_a_moved_project_reads_are_led_to_its_id_and_writes_are_refused()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Tracker.MoveTo("elsewhere/audits");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        http.DefaultRequestHeaders.Add("PRIVATE-TOKEN", GitLabVendor.BotToken);
        using var led = await http.GetAsync(new Uri(client.Sandbox.BaseAddress, $"{Issues}?state=opened"));
        Assert.That(
            (led.StatusCode, led.Headers.Location!.AbsoluteUri),
            Is.EqualTo((HttpStatusCode.MovedPermanently, $"{client.Sandbox.BaseAddress}gitlab/api/v4/projects/1002/issues?state=opened"))
        );
        Assert.That((string?)(await client.GetAsync(Tracker)).Json["path_with_namespace"], Is.EqualTo("elsewhere/audits"));
        var refused = await client.SendAsync(HttpMethod.Post, Issues, new { title = "T" });
        Assert.That(
            (refused.Status, refused.Body),
            Is.EqualTo((HttpStatusCode.MethodNotAllowed, """{"message":"Non GET methods are not allowed for moved projects"}"""))
        );
        var opened = await client.SendAsync(HttpMethod.Post, "gitlab/api/v4/projects/elsewhere%2Faudits/issues", new { title = "T" });
        Assert.That((string?)opened.Json["web_url"], Does.EndWith("/elsewhere/audits/-/issues/1"));
    }

    [Test]
    public async Task From_outside_GitLab_is_made_to_refuse_to_move_and_to_delete()
    {
        await using var client = await SandboxClient.StartAsync();
        var gitLab = client.Sandbox.GitLab;
        async Task<(HttpStatusCode, string)> Post(string path)
        {
            var answer = await client.SendAsync(HttpMethod.Post, $"sandbox/{path}");
            return (answer.Status, answer.Body);
        }

        var schedule = gitLab.Schedules.Add(gitLab.Bot, "D", "main", "0 1 * * *").Id;
        foreach (
            var path in new[]
            {
                $"schedule-owner?schedule={schedule}&owner={gitLab.UserOf(1).Username}&state=blocked",
                "refuse?kind=resource-lock&times=1&account=project_1002_bot_5f1d3c",
                "move?to=elsewhere/audits",
                "delete-account?account=visitor",
            }
        )
        {
            Assert.That(await Post(path), Is.EqualTo((HttpStatusCode.NoContent, "")), path);
        }

        Assert.That(gitLab.Schedules.Find(schedule)!.Owner!.State, Is.EqualTo("blocked"));
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, "gitlab/api/v4/projects/1002/issues", new { title = "T" })).Status,
            Is.EqualTo(HttpStatusCode.Conflict)
        );
        Assert.That(gitLab.Tracker.Path, Is.EqualTo("elsewhere/audits"));
        Assert.That(await Post($"schedule-owner?schedule={schedule}"), Is.EqualTo((HttpStatusCode.NoContent, "")));
        Assert.That(gitLab.Schedules.Find(schedule)!.Owner, Is.Null);
        Assert.That(await Post("refuse?kind=blocked"), Is.EqualTo((HttpStatusCode.NoContent, "")));
        Assert.That((await client.GetAsync(Issues)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await Post("allow"), Is.EqualTo((HttpStatusCode.NoContent, "")));
        Assert.That((await client.GetAsync(Issues)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            await Post("refuse?kind=rain"),
            Is.EqualTo(
                (
                    HttpStatusCode.BadRequest,
                    "The sandbox refuses nothing called rain; it knows resource-lock, archived, spam, lost-role, hidden-members, "
                        + "no-member, blocked, expired-token, revoked-token.\n"
                )
            )
        );
        Assert.That(await Post("delete-account?account=nobody"), Is.EqualTo((HttpStatusCode.BadRequest, "There is no account nobody.\n")));
        Assert.That((await Post("refuse?kind=spam&times=few")).Item2, Is.EqualTo("times is few; give a whole number.\n"));
    }

    [Test]
    public async Task A_fine_grained_token_does_what_its_permissions_name_and_tells_them()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 30, HasGranularTokens = true });
        client.GitLabToken = client.Sandbox.Environment["GL_TOKEN"];
        var facts = (await client.GetAsync("gitlab/api/v4/personal_access_tokens/self")).Json;
        Assert.That(facts["scopes"]!.Values<string>(), Is.EqualTo(new[] { "granular" }));
        Assert.That(facts["granular_scopes"]![0]!["permissions"]!.Values<string>(), Does.Contain("create_issue"));
        foreach (
            var path in new[]
            {
                "user",
                "users?username=x",
                "projects/1002",
                "projects/1001/repository/tree",
                "projects/1002/issues",
                "projects/1002/labels",
                "projects/1002/pipeline_schedules",
            }
        )
        {
            Assert.That((await client.GetAsync($"gitlab/api/v4/{path}")).Status, Is.EqualTo(HttpStatusCode.OK), path);
        }

        async Task<HttpStatusCode> Send(HttpMethod method, string path, object body) =>
            (await client.SendAsync(method, $"{Tracker}/{path}", body)).Status;
        Assert.That(await Send(HttpMethod.Post, "issues", new { title = "T" }), Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await Send(HttpMethod.Post, "issues/1/discussions", new { body = "N" }), Is.EqualTo(HttpStatusCode.Created));
        var note = client.Sandbox.GitLab.Tracker.Find(1)!.Notes.Single();
        Assert.That(
            await Send(HttpMethod.Post, $"issues/1/discussions/{note.Discussion}/notes", new { body = "N" }),
            Is.EqualTo(HttpStatusCode.Created)
        );
        Assert.That(await Send(HttpMethod.Put, $"issues/1/notes/{note.Id}", new { body = "M" }), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Send(HttpMethod.Delete, $"issues/1/notes/{note.Id}", new { }), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(
            (await client.SendAsync(HttpMethod.Delete, $"{Issues}/1")).Body,
            Does.StartWith("""{"error":"insufficient_granular_scope","error_description":"Access denied: """)
        );
    }
}
