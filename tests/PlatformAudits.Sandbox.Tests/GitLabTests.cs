using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Sandbox.Tests;

public sealed class GitLabTests
{
    private const string Tracker = "gitlab/api/v4/projects/sandbox%2Faudits";
    private const string Issues = $"{Tracker}/issues";

    private static readonly DateTimeOffset Moment = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
    private static readonly string[] Labels = ["audit", "calendly"];
    private static readonly string[] WithScope = ["audit", "calendly", "stage::one"];
    private static readonly string[] Replaced = ["audit", "extra", "stage::two"];

    [TestCase(null)]
    [TestCase("wrong")]
    public async Task A_wrong_or_missing_token_is_refused(string? token)
    {
        await using var client = await SandboxClient.StartAsync();
        client.GitLabToken = token;
        var answer = await client.GetAsync(Issues);
        Assert.That((answer.Status, answer.Body), Is.EqualTo((HttpStatusCode.Unauthorized, """{"message":"401 Unauthorized"}""")));
    }

    [Test]
    public async Task A_bearer_token_works_too()
    {
        await using var client = await SandboxClient.StartAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {GitLabVendor.BotToken}");
        Assert.That(await http.GetStringAsync(new Uri(client.Sandbox.BaseAddress, Issues)), Is.EqualTo("[]"));
    }

    [Test]
    public async Task A_read_only_token_may_not_write()
    {
        await using var client = await SandboxClient.StartAsync();
        client.GitLabToken = GitLabVendor.ReadOnlyToken;
        Assert.That((await client.GetAsync(Issues)).Status, Is.EqualTo(HttpStatusCode.OK));
        var answer = await client.SendAsync(HttpMethod.Post, Issues, new { title = "T" });
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((string?)answer.Json["error"], Is.EqualTo("insufficient_scope"));
        Assert.That(
            (string?)(await client.GetAsync("gitlab/api/v4/personal_access_tokens/self")).Json["scopes"]![0],
            Is.EqualTo("read_api")
        );
        Assert.That(client.Sandbox.GitLab.Tracker.Issues, Is.Empty);
    }

    [Test]
    public async Task The_version_is_told_at_both_addresses_and_to_nobody_without_a_token_that_may_ask(
        [Values("version", "metadata")] string at
    )
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"gitlab/api/v4/{at}");
        client.GitLabToken = GitLabVendor.GranularToken;
        var granular = await client.GetAsync($"gitlab/api/v4/{at}");
        client.GitLabToken = null;
        var nobody = await client.GetAsync($"gitlab/api/v4/{at}");
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer.Json["version"], Is.EqualTo("19.6.0-ee"));
            Assert.That(
                answer.Json.Properties().Select(property => property.Name),
                Is.EqualTo(new[] { "version", "revision", "kas", "enterprise" })
            );
            Assert.That((string?)granular.Json["error"], Is.EqualTo("insufficient_granular_scope"));
            Assert.That(nobody.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        });
    }

    [TestCase("projects/sandbox%2Faudits", 200)]
    [TestCase("projects/1002", 200)]
    [TestCase("projects/SANDBOX%2FAudits", 200)]
    [TestCase("projects/sandbox%2Fother", 404)]
    [TestCase("projects/1", 404)]
    [TestCase("projects/sandbox/audits", 404)]
    public async Task A_project_has_an_id_and_an_encoded_path(string path, int status)
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"gitlab/api/v4/{path}");
        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(
            answer.Body,
            status == 200
                ? Does.Contain("\"path_with_namespace\":\"sandbox/audits\"")
                : Is.EqualTo("""{"message":"404 Project Not Found"}""")
        );
    }

    [Test]
    public async Task An_issues_web_address_is_a_page_on_which_nothing_acts_and_that_asks_for_no_token()
    {
        const string Hostile = "</pre><script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) @all \u202e";
        await using var client = await SandboxClient.StartAsync();
        var opened = await client.SendAsync(HttpMethod.Post, Issues, new { title = Hostile, description = Hostile });
        await client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = Hostile });
        var address = new Uri((string)opened.Json["web_url"]!).PathAndQuery.TrimStart('/');
        client.GitLabToken = null;
        var (page, list, missing) = (
            await client.GetAsync(address),
            await client.GetAsync(address[..address.LastIndexOf('/')]),
            await client.GetAsync(address + "0")
        );
        Assert.Multiple(() =>
        {
            Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(page.Header("Content-Security-Policy"), Does.StartWith("default-src 'none';"));
            Assert.That(page.Body, Does.Not.Contain("<script").And.Not.Contain("<img").And.Not.Contain("href"));
            Assert.That(page.Body.Split(WebUtility.HtmlEncode(Hostile)), Has.Length.EqualTo(5), "title, heading, text and note");
            Assert.That(list.Body, Does.Contain("<a href=\"issues/1\">").And.Not.Contain("<script"));
            Assert.That((missing.Status, missing.Body), Is.EqualTo((HttpStatusCode.NotFound, "There is no such issue in the sandbox.\n")));
        });
    }

    [TestCase("""{}""", 400, """{"error":"title is missing"}""")]
    [TestCase("""{"title":" "}""", 400, """{"message":{"title":["can't be blank"]}}""")]
    [TestCase("""{"title":"T","confidential":"maybe"}""", 400, """{"error":"confidential is invalid"}""")]
    [TestCase("""{"title":"T","due_date":"tomorrow"}""", 400, """{"error":"due_date is invalid"}""")]
    [TestCase("""{"title":"T","issue_type":"story"}""", 400, """{"error":"issue_type does not have a valid value"}""")]
    [TestCase("""{"title":["T"]}""", 400, """{"error":"title is invalid"}""")]
    [TestCase("""{"title":""", 400, """{"error":"message body does not match declared format"}""")]
    public async Task A_wrong_issue_is_refused_and_not_opened(string body, int status, string error)
    {
        await using var client = await SandboxClient.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await client.SendAsync(HttpMethod.Post, Issues, content);
        Assert.That(((int)answer.Status, answer.Body), Is.EqualTo((status, error)));
        Assert.That(client.Sandbox.GitLab.Tracker.Issues, Is.Empty);
    }

    [TestCase("title", 255)]
    [TestCase("description", 1_048_576)]
    public async Task A_text_may_be_as_long_as_the_limit_in_characters_and_not_longer(string field, int limit)
    {
        await using var client = await SandboxClient.StartAsync();
        var fits = new JObject { ["title"] = "T", [field] = string.Concat(Enumerable.Repeat("😀", limit)) };
        Assert.That((await client.SendAsync(HttpMethod.Post, Issues, fits)).Status, Is.EqualTo(HttpStatusCode.Created));
        fits[field] = new string('x', limit + 1);
        var answer = await client.SendAsync(HttpMethod.Post, Issues, fits);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Body, Is.EqualTo($$$"""{"message":{"{{{field}}}":["is too long (maximum is {{{limit}}} characters)"]}}"""));
    }

    [Test]
    public async Task An_issue_keeps_what_it_was_opened_with()
    {
        await using var client = await SandboxClient.StartAsync();
        var person = client.Sandbox.GitLab.UserOf(4);
        var opened = await client.SendAsync(
            HttpMethod.Post,
            Issues,
            new
            {
                title = "Calendly audit",
                description = "- [x] one\n- [ ] two\n```\n- [ ] code\n```",
                labels = "audit,calendly",
                confidential = true,
                assignee_ids = new[] { person.Id, 5 },
                due_date = "2026-02-28",
                issue_type = "task",
            }
        );
        Assert.That(opened.Status, Is.EqualTo(HttpStatusCode.Created));
        var issue = (await client.GetAsync($"{Issues}/1")).Json;
        Assert.That(issue.ToString(), Is.EqualTo(opened.Json.ToString()));
        Assert.That(issue["labels"]!.Values<string>(), Is.EqualTo(Labels));
        Assert.That((bool)issue["confidential"]!, Is.True);
        Assert.That(issue["assignees"]!.Select(user => (string?)user["username"]), Is.EqualTo([person.Username]));
        Assert.That(
            ((string?)issue["due_date"], (string?)issue["issue_type"], (string?)issue["state"]),
            Is.EqualTo(("2026-02-28", "task", "opened"))
        );
        Assert.That(
            ((int)issue["task_completion_status"]!["count"]!, (int)issue["task_completion_status"]!["completed_count"]!),
            Is.EqualTo((2, 1))
        );
        Assert.That((string?)issue["web_url"], Is.EqualTo($"{client.Sandbox.BaseAddress}gitlab/sandbox/audits/-/issues/1"));
        Assert.That((string?)issue["references"]!["full"], Is.EqualTo("sandbox/audits#1"));
        Assert.That((string?)issue["author"]!["username"], Is.EqualTo(client.Sandbox.GitLab.Bot.Username));
        Assert.That((await client.GetAsync($"{Tracker}/labels")).Rows.Select(label => (string)label["name"]!), Is.EqualTo(Labels));
    }

    [Test]
    public async Task An_issue_changes_only_where_it_is_told_to()
    {
        await using var client = await SandboxClient.StartAsync();
        var tracker = client.Sandbox.GitLab.Tracker;
        tracker.Open(client.Sandbox.GitLab.UserOf(2), "Old", issue => issue with { Description = "Text", Labels = [.. WithScope] });
        async Task<JObject> Put(object body) => (await client.SendAsync(HttpMethod.Put, $"{Issues}/1", body)).Json;
        Assert.That((string?)(await Put(new { title = "New" }))["description"], Is.EqualTo("Text"));
        Assert.That(
            (await Put(new { add_labels = "extra,stage::two", remove_labels = "calendly" }))["labels"]!.Values<string>(),
            Is.EqualTo(Replaced)
        );
        Assert.That((await Put(new { labels = "only" }))["labels"]!.Values<string>(), Is.EqualTo(Enumerable.Repeat("only", 1)));
        var closed = await Put(new { state_event = "close" });
        Assert.That(
            ((string?)closed["state"], closed["closed_at"]!.Type, (string?)closed["closed_by"]!["name"]),
            Is.EqualTo(("closed", JTokenType.String, "Platform Audits"))
        );
        var reopened = await Put(
            new
            {
                state_event = "reopen",
                confidential = true,
                assignee_ids = new[] { client.Sandbox.GitLab.UserOf(3).Id },
            }
        );
        Assert.That(
            ((string?)reopened["state"], reopened["closed_at"]!.Type, (bool)reopened["confidential"]!),
            Is.EqualTo(("opened", JTokenType.Null, true))
        );
        Assert.That((await Put(new { assignee_ids = 0 }))["assignees"], Is.Empty);
        Assert.That(
            (string?)(await client.GetAsync($"{Issues}/1")).Json["author"]!["username"],
            Is.EqualTo(client.Sandbox.GitLab.UserOf(2).Username)
        );
    }

    [TestCase("""{}""", 400)]
    [TestCase("""{"unknown":1}""", 400)]
    [TestCase("""{"state_event":"shut"}""", 400)]
    [TestCase("""{"title":""}""", 400)]
    public async Task A_change_that_names_nothing_or_something_wrong_is_refused(string body, int status)
    {
        await using var client = await SandboxClient.StartAsync();
        var before = client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "T");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await client.SendAsync(HttpMethod.Put, $"{Issues}/1", content);
        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(client.Sandbox.GitLab.Tracker.Find(1), Is.EqualTo(before));
    }

    [TestCase("issues/9")]
    [TestCase("issues/9/notes")]
    public async Task An_issue_that_does_not_exist_is_a_404(string path)
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"{Tracker}/{path}");
        Assert.That((answer.Status, answer.Body), Is.EqualTo((HttpStatusCode.NotFound, """{"message":"404 Not found"}""")));
    }

    [Test]
    public async Task Every_write_moves_updated_at_even_while_the_clock_stands_still()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 5, Clock = new FakeTimeProvider(Moment) });
        var times = new List<string>
        {
            (string)(await client.SendAsync(HttpMethod.Post, Issues, new { title = "T" })).Json["updated_at"]!,
        };
        async Task Write(HttpMethod method, string path, object body)
        {
            await client.SendAsync(method, path, body);
            times.Add((string)(await client.GetAsync($"{Issues}/1")).Json["updated_at"]!);
        }

        await Write(HttpMethod.Put, $"{Issues}/1", new { title = "T" });
        await Write(HttpMethod.Post, $"{Issues}/1/notes", new { body = "N" });
        await Write(HttpMethod.Put, $"{Issues}/1", new { add_labels = "a" });
        Assert.That(times, Is.Unique.And.Ordered);
        Assert.That(times[0], Is.EqualTo("2026-02-03T04:05:06.001Z"));
    }

    [TestCase("state=opened", new[] { 4, 3, 1 })]
    [TestCase("state=closed", new[] { 2 })]
    [TestCase("", new[] { 4, 3, 2, 1 })]
    [TestCase("sort=asc", new[] { 1, 2, 3, 4 })]
    [TestCase("order_by=updated_at", new[] { 2, 4, 3, 1 })]
    [TestCase("order_by=title&sort=asc", new[] { 1, 2, 3, 4 })]
    [TestCase("labels=audit,Q1", new[] { 1 })]
    [TestCase("labels=None", new[] { 4, 3 })]
    [TestCase("search=MARK", new[] { 3, 2 })]
    [TestCase("search=mark&in=title", new[] { 3 })]
    [TestCase("search=mark%20three", new[] { 3 })]
    [TestCase("iids[]=1&iids[]=3", new[] { 3, 1 })]
    [TestCase("confidential=true", new[] { 4 })]
    [TestCase("author_username=project_1002_bot_5f1d3c", new[] { 4, 3, 2 })]
    [TestCase("scope=created_by_me", new[] { 4, 3, 2 })]
    [TestCase("created_after=2026-02-03T04:05:06.003Z", new[] { 4, 3 })]
    [TestCase("created_before=2026-02-03T04:05:06.003Z", new[] { 2, 1 })]
    [TestCase("updated_after=2026-02-03T04:05:06.005Z", new[] { 2 })]
    public async Task A_listing_shows_what_is_asked_for(string query, int[] expected)
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 5, Clock = new FakeTimeProvider(Moment) });
        var (gitlab, tracker) = (client.Sandbox.GitLab, client.Sandbox.GitLab.Tracker);
        tracker.Open(gitlab.UserOf(1), "A one", issue => issue with { Labels = ["audit", "Q1"] });
        tracker.Open(gitlab.Bot, "B two", issue => issue with { Labels = ["audit"], Description = "a mark" });
        tracker.Open(gitlab.Bot, "C three mark");
        tracker.Open(gitlab.Bot, "D four", issue => issue with { Confidential = true });
        tracker.Edit(gitlab.UserOf(1), 2, issue => issue with { Closed = true });
        var rows = (await client.GetAsync($"{Issues}?{query}")).Rows;
        Assert.That(rows.Select(issue => (int)issue["iid"]!), Is.EqualTo(expected));
    }

    [TestCase("state=open")]
    [TestCase("order_by=size")]
    [TestCase("per_page=0")]
    [TestCase("per_page=x")]
    [TestCase("page=one")]
    [TestCase("confidential=perhaps")]
    [TestCase("created_after=yesterday")]
    public async Task A_listing_with_a_wrong_parameter_is_refused(string query)
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That((await client.GetAsync($"{Issues}?{query}")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Pages_say_where_they_are_and_never_hold_more_than_a_hundred()
    {
        await using var client = await SandboxClient.StartAsync();
        for (var number = 1; number <= 205; number++)
        {
            client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, $"Issue {number}");
        }

        var seen = new List<int>();
        for (var (page, last) = (1, false); !last; page++)
        {
            var answer = await client.GetAsync($"{Issues}?per_page=500&page={page}");
            seen.AddRange(answer.Rows.Select(issue => (int)issue["iid"]!));
            last = answer.Header("x-next-page")!.Length == 0;
            Assert.That(
                (answer.Header("x-total"), answer.Header("x-total-pages"), answer.Header("x-page"), answer.Header("x-per-page")),
                Is.EqualTo(("205", "3", $"{page}", "100"))
            );
            Assert.That(answer.Header("x-prev-page"), Is.EqualTo(page == 1 ? "" : $"{page - 1}"));
            Assert.That(
                answer.Header("Link"),
                last ? Does.Not.Contain("rel=\"next\"") : Does.Contain($"page={page + 1}&per_page=100>; rel=\"next\"")
            );
            Assert.That(answer.Header("Link"), Does.Contain($"<{client.Sandbox.BaseAddress}{Issues}?"));
        }

        Assert.That(seen, Is.EqualTo(Enumerable.Range(1, 205).Reverse()));
        Assert.That((await client.GetAsync($"{Issues}?page=12")).Rows, Is.Empty);
    }

    [Test]
    public async Task Notes_have_ids_that_need_64_bits_and_can_be_edited_by_their_author_only()
    {
        await using var client = await SandboxClient.StartAsync();
        var (gitlab, tracker) = (client.Sandbox.GitLab, client.Sandbox.GitLab.Tracker);
        tracker.Open(gitlab.Bot, "T");
        var theirs = tracker.Comment(gitlab.UserOf(3), 1, "From a person");
        var created = await client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = "From the bot", @internal = true });
        Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Created));
        var id = (long)created.Json["id"]!;
        Assert.That(id, Is.GreaterThan(int.MaxValue));
        Assert.That(
            (await client.SendAsync(HttpMethod.Put, $"{Issues}/1/notes/{id}", new { body = "Edited" })).Status,
            Is.EqualTo(HttpStatusCode.OK)
        );
        Assert.That(
            (await client.SendAsync(HttpMethod.Put, $"{Issues}/1/notes/{theirs.Id}", new { body = "Edited" })).Status,
            Is.EqualTo(HttpStatusCode.Forbidden)
        );
        await client.SendAsync(HttpMethod.Put, $"{Issues}/1", new { description = "Changed" });
        var all = (await client.GetAsync($"{Issues}/1/notes")).Rows;
        Assert.That(all.Select(note => (string)note["body"]!), Is.EqualTo(["changed the description", "Edited", "From a person"]));
        var comments = (await client.GetAsync($"{Issues}/1/notes?activity_filter=only_comments&sort=asc&per_page=1")).Rows;
        Assert.That(comments.Select(note => (string)note["body"]!), Is.EqualTo(["From a person"]));
        Assert.That((int)(await client.GetAsync($"{Issues}/1")).Json["user_notes_count"]!, Is.EqualTo(2));
    }

    [Test]
    public async Task A_note_of_nothing_but_commands_is_no_note()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "T");
        var answer = await client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = "/label ~audit\n" });
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(answer.Json.Properties().Select(property => property.Name), Is.EquivalentTo(["commands_changes", "summary"]));
        Assert.That(client.Sandbox.GitLab.Tracker.Find(1)!.Notes, Is.Empty);
    }

    [Test]
    public async Task Quick_actions_of_a_description_and_of_a_note_are_carried_out_and_taken_out()
    {
        await using var client = await SandboxClient.StartAsync();
        var person = client.Sandbox.GitLab.UserOf(2);
        await client.SendAsync(
            HttpMethod.Post,
            Issues,
            new { title = "T", description = "One\n/confidential\n/label ~audit ~\"a b\"\nTwo\n/title New\n" }
        );
        var opened = client.Sandbox.GitLab.Tracker.Find(1)!;
        await client.SendAsync(
            HttpMethod.Post,
            $"{Issues}/1/notes",
            new { body = $"Done.\n/close\n/assign @{person.Username}\n/unlabel ~audit" }
        );
        var closed = client.Sandbox.GitLab.Tracker.Find(1)!;
        await client.SendAsync(HttpMethod.Put, $"{Issues}/1", new { description = "Three\n/reopen" });
        var reopened = client.Sandbox.GitLab.Tracker.Find(1)!;
        Assert.Multiple(() =>
        {
            Assert.That((opened.Description, opened.Confidential, opened.Title), Is.EqualTo(("One\nTwo", true, "New")));
            Assert.That(opened.Labels, Is.EqualTo(new[] { "a b", "audit" }));
            Assert.That(
                (closed.Closed, closed.Assignees.Single(), closed.Notes.Last(note => !note.System).Body),
                Is.EqualTo((true, person, "Done."))
            );
            Assert.That(closed.Labels, Is.EqualTo(new[] { "a b" }));
            Assert.That((reopened.Closed, reopened.Description), Is.EqualTo((false, "Three")));
        });
    }

    [Test]
    public async Task A_reference_to_another_issue_is_noted_there_once()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "First");
        await client.SendAsync(HttpMethod.Post, Issues, new { title = "T", description = "See #1 and #2." });
        await client.SendAsync(HttpMethod.Post, $"{Issues}/2/notes", new { body = "Again #1." });
        Assert.That(client.Sandbox.GitLab.Tracker.Find(1)!.Notes.Select(note => note.Body), Is.EqualTo(new[] { "mentioned in issue #2" }));
    }

    [Test]
    public async Task More_than_sixty_notes_a_minute_are_refused_and_no_header_tells()
    {
        var clock = new FakeTimeProvider();
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 1, Clock = clock });
        client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "T");
        Task<Answer> Comment() => client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = "N" });
        for (var i = 0; i < 60; i++)
        {
            Assert.That((await Comment()).Status, Is.EqualTo(HttpStatusCode.Created));
        }

        var refused = await Comment();
        clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(
                (refused.Status, refused.Body),
                Is.EqualTo(
                    (
                        HttpStatusCode.TooManyRequests,
                        """{"message":{"error":"This endpoint has been requested too many times. Try again later."}}"""
                    )
                )
            );
            Assert.That(refused.Header("Retry-After"), Is.Null);
            Assert.That((await Comment()).Status, Is.EqualTo(HttpStatusCode.Created));
        });
    }

    [TestCase("""{}""", """{"error":"body is missing"}""")]
    [TestCase("""{"body":" "}""", """{"message":"400 Bad request - Note {:note=>[\"can't be blank\"]}"}""")]
    public async Task A_note_without_text_is_refused(string body, string error)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "T");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", content);
        Assert.That((answer.Status, answer.Body), Is.EqualTo((HttpStatusCode.BadRequest, error)));
    }

    [Test]
    public async Task A_label_needs_a_name_and_a_colour_and_exists_once()
    {
        await using var client = await SandboxClient.StartAsync();
        var labels = $"{Tracker}/labels";
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, labels, new { name = "audit" })).Body,
            Is.EqualTo("""{"error":"color is missing"}""")
        );
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, labels, new { name = "audit", color = "#12" })).Body,
            Is.EqualTo("""{"message":{"color":["must be a valid color code"]}}""")
        );
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, labels, new { name = "audit", color = "#112233" })).Status,
            Is.EqualTo(HttpStatusCode.Created)
        );
        var again = await client.SendAsync(HttpMethod.Post, labels, new { name = "Audit", color = "#112233" });
        Assert.That((again.Status, again.Body), Is.EqualTo((HttpStatusCode.Conflict, """{"message":"Label already exists"}""")));
    }

    [Test]
    public async Task A_form_is_understood_and_another_content_type_is_not()
    {
        await using var client = await SandboxClient.StartAsync();
        using var form = new FormUrlEncodedContent([
            new("title", "From a form"),
            new("assignee_ids[]", $"{client.Sandbox.GitLab.UserOf(1).Id}"),
            new("assignee_ids[]", $"{client.Sandbox.GitLab.UserOf(2).Id}"),
        ]);
        Assert.That((await client.SendAsync(HttpMethod.Post, Issues, form)).Json["assignees"]!.Count(), Is.EqualTo(2));
        using var text = new StringContent("title=T", Encoding.UTF8, "text/plain");
        Assert.That((await client.SendAsync(HttpMethod.Post, Issues, text)).Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    [Test]
    public async Task People_change_issues_behind_the_programs_back()
    {
        await using var client = await SandboxClient.StartAsync();
        var (person, tracker) = (client.Sandbox.GitLab.UserOf(3), client.Sandbox.GitLab.Tracker);
        await client.SendAsync(HttpMethod.Post, Issues, new { title = "T", description = "D" });
        tracker.Edit(
            person,
            1,
            issue => issue with { Title = "Renamed", Labels = ["theirs"], Description = "D\n- [x] done", Closed = true }
        );
        var issue = (await client.GetAsync($"{Issues}/1")).Json;
        Assert.That(
            ((string?)issue["title"], (string?)issue["state"], (string?)issue["closed_by"]!["username"]),
            Is.EqualTo(("Renamed", "closed", person.Username))
        );
        Assert.That((int)issue["task_completion_status"]!["completed_count"]!, Is.EqualTo(1));
        Assert.That(
            tracker.Find(1)!.Notes.Select(note => note.Body),
            Is.EqualTo(["changed title from **T** to **Renamed**", "changed the description"])
        );
    }

    [Test]
    public async Task Over_the_limit_there_is_a_429_in_plain_text_with_the_time_of_the_reset()
    {
        var clock = new FakeTimeProvider(Moment);
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 1,
                RequestsPerMinute = 1,
                Clock = clock,
            }
        );
        var fine = await client.GetAsync(Issues);
        Assert.That(
            (fine.Header("RateLimit-Observed"), fine.Header("RateLimit-Remaining"), fine.Header("Retry-After")),
            Is.EqualTo(("1", "0", (string?)null))
        );
        clock.Advance(TimeSpan.FromSeconds(15));
        var refused = await client.GetAsync(Issues);
        Assert.That(
            (refused.Status, refused.Body, refused.ContentHeaders.ContentType?.MediaType),
            Is.EqualTo((HttpStatusCode.TooManyRequests, "Retry later\n", "text/plain"))
        );
        Assert.That(
            (
                refused.Header("RateLimit-Limit"),
                refused.Header("RateLimit-Name"),
                refused.Header("Retry-After"),
                refused.Header("RateLimit-Reset")
            ),
            Is.EqualTo(("1", "throttle_authenticated_api", "45", $"{Moment.AddMinutes(1).ToUnixTimeSeconds()}"))
        );
        Assert.That(refused.Header("RateLimit-ResetTime"), Is.EqualTo("Tue, 03 Feb 2026 04:06:06 GMT"));
    }
}
