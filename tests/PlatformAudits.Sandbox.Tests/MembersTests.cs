using System.Net;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>Who is a member of the project of the issues, and whom GitLab tells of what is written there.</summary>
public sealed class MembersTests
{
    private const string Project = "gitlab/api/v4/projects/sandbox%2Faudits";
    private const string Members = $"{Project}/members/all";
    private const string Notes = $"{Project}/issues/1/notes";

    [Test]
    public async Task All_of_the_team_and_the_bots_are_reporters_and_come_page_by_page()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var first = await client.GetAsync($"{Members}?per_page=100");
        var second = await client.GetAsync($"{Members}?per_page=100&page=2");
        JToken[] rows = [.. first.Rows, .. second.Rows];
        Assert.Multiple(() =>
        {
            Assert.That((first.Header("x-next-page"), second.Header("x-next-page")), Is.EqualTo(("2", "")));
            Assert.That(rows.Select(row => (string)row["username"]!), Is.Unique);
            Assert.That(rows.Count(row => (int)row["access_level"]! == 20), Is.EqualTo(152));
            Assert.That(
                rows.Where(row => (int)row["access_level"]! != 20).Select(row => ((string)row["username"]!, (int)row["access_level"]!)),
                Is.EqualTo(new[] { ("visitor", 10) })
            );
            Assert.That(rows.Select(row => (string)row["membership_state"]!), Is.All.EqualTo("active"));
        });
    }

    [Test]
    public async Task Somebody_may_have_another_role_an_end_an_approval_to_wait_for_a_blocked_account_or_no_membership()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 9 });
        var gitLab = client.Sandbox.GitLab;
        gitLab.Tracker.Members.Set(gitLab.UserOf(1), new ProjectMember(10) { Role = "Auditor" });
        gitLab.Tracker.Members.Set(gitLab.UserOf(2), new ProjectMember(30) { Ends = new DateOnly(2026, 1, 31) });
        gitLab.Tracker.Members.Set(gitLab.UserOf(3), new ProjectMember(20) { IsAwaiting = true });
        gitLab.Tracker.Members.Remove(gitLab.UserOf(4));
        gitLab.Change(gitLab.UserOf(5), user => user with { State = "blocked" });
        gitLab.Delete(gitLab.UserOf(6));
        var rows = (await client.GetAsync(Members)).Rows.ToDictionary(row => (string)row["username"]!);
        JToken? Of(int person) => rows.GetValueOrDefault(gitLab.UserOf(person).Username);
        Assert.Multiple(() =>
        {
            Assert.That(((int)Of(1)!["access_level"]!, (string)Of(1)!["member_role"]!["name"]!), Is.EqualTo((10, "Auditor")));
            Assert.That(((int)Of(2)!["access_level"]!, (string)Of(2)!["expires_at"]!), Is.EqualTo((30, "2026-01-31")));
            Assert.That((string)Of(3)!["membership_state"]!, Is.EqualTo("awaiting"));
            Assert.That((string)Of(5)!["state"]!, Is.EqualTo("blocked"));
            Assert.That((Of(4), Of(6)), Is.EqualTo(((JToken?)null, (JToken?)null)));
            Assert.That(rows, Has.Count.EqualTo(10));
        });
    }

    [Test]
    public async Task The_list_is_refused_to_an_account_that_may_not_see_it()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Sandbox.GitLab.Refusals.Add(RefusalKind.HiddenMembers);
        Assert.That((await client.GetAsync(Members)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await client.GetAsync(Project)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_search_finds_a_whole_public_address_and_parts_of_names_and_an_account_is_found_by_its_number()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var outsider = client.Sandbox.GitLab.Outsiders[0];
        async Task<string[]> Found(string text) =>
            [
                .. (await client.GetAsync($"gitlab/api/v4/users?search={Uri.EscapeDataString(text)}&per_page=100")).Rows.Select(row =>
                    (string)row["username"]!
                ),
            ];
        var byNumber = await client.GetAsync($"gitlab/api/v4/users/{outsider.Id}");
        Assert.Multiple(async () =>
        {
            Assert.That(await Found(outsider.PublicEmail.ToUpperInvariant()), Is.EqualTo(new[] { outsider.Username }));
            Assert.That(await Found(outsider.PublicEmail[..^1]), Is.Empty);
            Assert.That(await Found(client.Sandbox.World.TeammateAt(5)!.Email), Is.Empty, "it shows no address");
            Assert.That(await Found("visit"), Is.EqualTo(new[] { "visitor" }));
            Assert.That((string)byNumber.Json["public_email"]!, Is.EqualTo(outsider.PublicEmail));
            Assert.That((await client.GetAsync("gitlab/api/v4/users/123")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        });
    }

    [Test]
    public async Task A_mention_on_a_confidential_issue_reaches_those_alone_who_see_it()
    {
        await using var client = await OpenedAsync();
        var gitLab = client.Sandbox.GitLab;
        gitLab.Tracker.Members.Set(gitLab.UserOf(1), new ProjectMember(15));
        gitLab.Tracker.Members.Set(gitLab.UserOf(2), new ProjectMember(10));
        gitLab.Tracker.Members.Set(gitLab.UserOf(3), new ProjectMember(10));
        gitLab.Tracker.Members.Remove(gitLab.UserOf(4));
        gitLab.Tracker.Members.Set(gitLab.UserOf(5), new ProjectMember(20) { IsAwaiting = true });
        gitLab.Tracker.Members.Set(gitLab.UserOf(6), new ProjectMember(20) { Ends = new DateOnly(2026, 2, 2) });
        gitLab.Change(gitLab.UserOf(7), user => user with { State = "blocked" });
        gitLab.Tracker.Edit(gitLab.Bot, 1, issue => issue with { Confidential = true, Assignees = [gitLab.UserOf(3)] });
        var all = string.Join(' ', Enumerable.Range(0, 9).Select(person => $"@{gitLab.UserOf(person).Username}"));
        await client.SendAsync(HttpMethod.Post, Notes, new { body = $"For {all} and @nobody-at-all" });
        Assert.Multiple(() =>
        {
            Assert.That(Told(client, DeliveryKind.ToDo), Is.EqualTo(Names(client, 0, 1, 3, 8)));
            Assert.That(Told(client, DeliveryKind.MentionEmail), Is.EqualTo(Names(client, 0, 1, 3, 8)));
            Assert.That(gitLab.Tracker.Notifications, Has.Count.EqualTo(10), "that is whom the note mentions");
        });
    }

    [TestCase("private", 2, false)]
    [TestCase("internal", 2, true)]
    [TestCase("public", 2, true)]
    public async Task An_issue_that_is_not_confidential_is_seen_by_whoever_sees_the_project(string visibility, int person, bool isTold)
    {
        await using var client = await OpenedAsync();
        var gitLab = client.Sandbox.GitLab;
        gitLab.Tracker.Visibility = visibility;
        gitLab.Tracker.Members.Remove(gitLab.UserOf(person));
        await client.SendAsync(HttpMethod.Post, Notes, new { body = $"For @{gitLab.UserOf(person).Username}" });
        Assert.That(Told(client, DeliveryKind.ToDo), Has.Exactly(isTold ? 1 : 0).Items);
    }

    [TestCase("18.10.2-ee", false)]
    [TestCase("18.11.0-ee", true)]
    [TestCase("19.0.0-pre", true)]
    public async Task An_edit_that_adds_a_mention_makes_a_to_do_item_and_from_18_11_on_an_e_mail(string version, bool isMailed)
    {
        await using var client = await OpenedAsync();
        client.Sandbox.GitLab.Version = version;
        var one = client.Sandbox.GitLab.UserOf(4).Username;
        var note = (await client.SendAsync(HttpMethod.Post, Notes, new { body = "To be filled in" })).Json["id"]!;
        await client.SendAsync(HttpMethod.Put, $"{Notes}/{note}", new { body = $"For @{one}" });
        await client.SendAsync(HttpMethod.Put, $"{Notes}/{note}", new { body = $"For @{one}, again" });
        Assert.Multiple(() =>
        {
            Assert.That(Told(client, DeliveryKind.ToDo), Is.EqualTo(Names(client, 4)));
            Assert.That(Told(client, DeliveryKind.MentionEmail), Is.EqualTo(isMailed ? Names(client, 4) : []));
        });
    }

    [Test]
    public async Task A_new_note_is_mailed_to_all_who_take_part_and_an_open_to_do_item_is_not_made_again_before_its_owner_writes()
    {
        await using var client = await OpenedAsync();
        var gitLab = client.Sandbox.GitLab;
        var (one, other) = (gitLab.UserOf(4).Username, gitLab.UserOf(5).Username);
        await client.SendAsync(HttpMethod.Post, Notes, new { body = $"For @{one}" });
        await client.SendAsync(HttpMethod.Post, Notes, new { body = $"For @{one} and @{other}" });
        Assert.That(Told(client, DeliveryKind.ToDo), Is.EqualTo(Names(client, 4, 5)));
        gitLab.Tracker.Comment(gitLab.UserOf(4), 1, "Done");
        await client.SendAsync(HttpMethod.Post, Notes, new { body = $"For @{one}" });
        Assert.Multiple(() =>
        {
            Assert.That(Told(client, DeliveryKind.ToDo), Is.EqualTo(Names(client, 4, 5, 4)));
            Assert.That(Told(client, DeliveryKind.MentionEmail), Is.EqualTo(Names(client, 4, 4, 5, 4)));
            Assert.That(Told(client, DeliveryKind.ParticipantEmail), Is.EqualTo(Names(client, 5)), "a note that does not mention them");
        });
    }

    private static IEnumerable<string> Told(SandboxClient client, DeliveryKind kind) =>
        client.Sandbox.GitLab.Tracker.Deliveries.Where(told => told.Kind == kind).Select(told => told.Username);

    private static IEnumerable<string> Names(SandboxClient client, params int[] people) =>
        people.Select(person => client.Sandbox.GitLab.UserOf(person).Username);

    private static async Task<SandboxClient> OpenedAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 2, 8, 0, 0, TimeSpan.Zero));
        var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 30, Clock = clock });
        client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "An audit");
        return client;
    }
}
