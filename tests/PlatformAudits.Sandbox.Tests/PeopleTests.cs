using System.Net;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>Who may see and change what, as GitLab's <c>IssuePolicy</c> and docs.gitlab.com/user/permissions have it.</summary>
public sealed class PeopleTests
{
    private const string Tracker = "gitlab/api/v4/projects/sandbox%2Faudits";
    private const string Issues = $"{Tracker}/issues";

    private static readonly string[] Audit = ["audit"];

    [TestCase(GitLabVendor.BotToken, "project_1002_bot_5f1d3c", true)]
    [TestCase(GitLabVendor.SecondBotToken, "project_1002_bot_a80c24", true)]
    [TestCase(GitLabVendor.GuestToken, "visitor", false)]
    public async Task Each_token_is_somebody(string token, string username, bool isBot)
    {
        await using var client = await SandboxClient.StartAsync();
        client.GitLabToken = token;
        var user = (await client.GetAsync("gitlab/api/v4/user")).Json;
        var facts = (await client.GetAsync("gitlab/api/v4/personal_access_tokens/self")).Json;
        Assert.That(((string?)user["username"], (bool)user["bot"]!), Is.EqualTo((username, isBot)));
        Assert.That((long)facts["user_id"]!, Is.EqualTo((long)user["id"]!));
        Assert.That(
            (await client.GetAsync($"gitlab/api/v4/users?username={username}")).Rows.Select(row => (long)row["id"]!),
            Is.EqualTo(new[] { (long)user["id"]! })
        );
    }

    [Test]
    public async Task The_tokens_are_among_the_variables()
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That(client.Sandbox.Environment["SANDBOX_GUEST_TOKEN"], Is.EqualTo(GitLabVendor.GuestToken));
        Assert.That(client.Sandbox.Environment["SANDBOX_SECOND_BOT_TOKEN"], Is.EqualTo(GitLabVendor.SecondBotToken));
    }

    [Test]
    public async Task A_guest_opens_an_issue_with_labels_and_later_changes_its_title_text_and_state_only()
    {
        await using var client = await GuestAsync();
        var opened = await client.SendAsync(
            HttpMethod.Post,
            Issues,
            new
            {
                title = "T",
                description = "D",
                labels = "audit",
                confidential = true,
            }
        );
        var edited = await client.SendAsync(
            HttpMethod.Put,
            $"{Issues}/1",
            new
            {
                title = "New",
                description = "Changed\n/label ~forged\n/due 2026-01-01",
                labels = "other",
                confidential = false,
                assignee_ids = new[] { client.Sandbox.GitLab.Guest.Id },
                state_event = "close",
            }
        );
        var issue = client.Sandbox.GitLab.Tracker.Find(1)!;
        Assert.That((opened.Status, edited.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK)));
        Assert.That((issue.Author, issue.Labels), Is.EqualTo((client.Sandbox.GitLab.Guest, Audit)));
        Assert.That((issue.Title, issue.Description, issue.Closed), Is.EqualTo(("New", "Changed", true)));
        Assert.That((issue.Confidential, issue.DueDate, issue.Assignees), Is.EqualTo((true, (string?)null, Array.Empty<GitLabUser>())));
    }

    [Test]
    public async Task A_guest_sees_open_issues_and_of_the_confidential_ones_their_own_and_those_they_are_assigned_to()
    {
        await using var client = await GuestAsync();
        var (gitLab, tracker) = (client.Sandbox.GitLab, client.Sandbox.GitLab.Tracker);
        tracker.Open(gitLab.Bot, "Open");
        tracker.Open(gitLab.Bot, "Hidden", issue => issue with { Confidential = true });
        tracker.Open(gitLab.Guest, "Own", issue => issue with { Confidential = true });
        tracker.Open(gitLab.Bot, "Assigned", issue => issue with { Confidential = true, Assignees = [gitLab.Guest] });
        tracker.Comment(gitLab.Bot, 1, "Among us", onlyForMembers: true);
        tracker.Comment(gitLab.Bot, 1, "For all");
        var rows = (await client.GetAsync($"{Issues}?sort=asc")).Rows;
        Assert.That(rows.Select(row => (int)row["iid"]!), Is.EqualTo(new[] { 1, 3, 4 }));
        foreach (var path in new[] { "2", "2/notes", "2/discussions" })
        {
            Assert.That((await client.GetAsync($"{Issues}/{path}")).Body, Is.EqualTo("""{"message":"404 Not found"}"""), path);
        }

        Assert.That(
            (await client.SendAsync(HttpMethod.Post, $"{Issues}/2/notes", new { body = "N" })).Status,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
        Assert.That((await client.GetAsync($"{Issues}/1/notes")).Rows.Select(row => (string)row["body"]!), Is.EqualTo(["For all"]));
        Assert.That((await client.GetAsync($"{Issues}/1/discussions")).Rows, Has.Count.EqualTo(1));
        Assert.That((await client.GetAsync("gitlab/api/v4/projects/1001")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_guest_comments_on_anybodys_issue_and_changes_neither_it_nor_others_notes()
    {
        await using var client = await GuestAsync();
        var (gitLab, tracker) = (client.Sandbox.GitLab, client.Sandbox.GitLab.Tracker);
        tracker.Open(gitLab.Bot, "T", issue => issue with { Description = "D" });
        var theirs = tracker.Comment(gitLab.Bot, 1, "From the bot");
        var before = tracker.Find(1)!;
        Task<Answer> Send(HttpMethod method, string path, object body) => client.SendAsync(method, $"{Tracker}/{path}", body);
        foreach (
            var refused in new[]
            {
                await Send(HttpMethod.Put, "issues/1", new { description = "Mine" }),
                await Send(HttpMethod.Put, $"issues/1/notes/{theirs.Id}", new { body = "Mine" }),
                await Send(HttpMethod.Delete, $"issues/1/notes/{theirs.Id}", new { }),
                await Send(HttpMethod.Post, "labels", new { name = "mine", color = "#112233" }),
                await client.GetAsync($"{Tracker}/pipeline_schedules"),
            }
        )
        {
            Assert.That((refused.Status, refused.Body), Is.EqualTo((HttpStatusCode.Forbidden, """{"message":"403 Forbidden"}""")));
        }

        Assert.That(
            (await Send(HttpMethod.Post, "issues/1/notes", new { body = "/close" })).Body,
            Is.EqualTo("""{"message":"400 Bad request - Note {:commands_only=>[\"Failed to apply commands.\"]}"}""")
        );
        Assert.That(tracker.Find(1), Is.EqualTo(before));
        var written = await Send(HttpMethod.Post, "issues/1/notes", new { body = "Fine.\n/close\n/label ~x", @internal = true });
        var id = (long)written.Json["id"]!;
        var after = tracker.Find(1)!;
        Assert.That(
            (after.Closed, after.Labels.Count, after.Notes[^1].Body, after.Notes[^1].Internal),
            Is.EqualTo((false, 0, "Fine.", false))
        );
        Assert.That((await Send(HttpMethod.Put, $"issues/1/notes/{id}", new { body = "Better" })).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.SendAsync(HttpMethod.Delete, $"{Issues}/1/notes/{id}")).Status, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task A_second_bot_edits_the_issues_of_the_first_and_not_its_notes()
    {
        await using var client = await SandboxClient.StartAsync();
        client.GitLabToken = GitLabVendor.SecondBotToken;
        var (gitLab, tracker) = (client.Sandbox.GitLab, client.Sandbox.GitLab.Tracker);
        tracker.Open(gitLab.Bot, "T", issue => issue with { Confidential = true });
        var note = tracker.Comment(gitLab.Bot, 1, "From the first");
        var edited = await client.SendAsync(HttpMethod.Put, $"{Issues}/1", new { description = "D", labels = "audit" });
        var refused = await client.SendAsync(HttpMethod.Put, $"{Issues}/1/notes/{note.Id}", new { body = "From the second" });
        Assert.That((edited.Status, refused.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Forbidden)));
        Assert.That(tracker.Find(1)!.Labels, Is.EqualTo(Audit));
    }

    [Test]
    public async Task What_a_deleted_account_wrote_is_the_ghost_users_and_its_token_is_refused()
    {
        await using var client = await SandboxClient.StartAsync();
        var (gitLab, tracker) = (client.Sandbox.GitLab, client.Sandbox.GitLab.Tracker);
        var schedule = gitLab.Schedules.Add(gitLab.Bot, "D", "main", "0 1 * * *").Id;
        tracker.Open(gitLab.Bot, "T");
        tracker.Comment(gitLab.Bot, 1, "From the bot");
        tracker.Comment(gitLab.UserOf(1), 1, "From a person");
        gitLab.Delete(gitLab.Bot);
        Assert.That((await client.GetAsync(Issues)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        client.GitLabToken = GitLabVendor.SecondBotToken;
        var issue = (await client.GetAsync($"{Issues}/1")).Json;
        var notes = (await client.GetAsync($"{Issues}/1/notes?sort=asc")).Rows;
        Assert.That((string?)issue["author"]!["username"], Is.EqualTo("ghost"));
        Assert.That(notes.Select(note => (string?)note["author"]!["username"]), Is.EqualTo(new[] { "ghost", gitLab.UserOf(1).Username }));
        Assert.That((await client.GetAsync($"{Tracker}/pipeline_schedules/{schedule}")).Json["owner"]!.Type, Is.EqualTo(JTokenType.Null));
        Assert.That((await client.GetAsync($"gitlab/api/v4/users?username={gitLab.Bot.Username}")).Rows, Is.Empty);
    }

    private static async Task<SandboxClient> GuestAsync()
    {
        var client = await SandboxClient.StartAsync();
        client.GitLabToken = GitLabVendor.GuestToken;
        return client;
    }
}
