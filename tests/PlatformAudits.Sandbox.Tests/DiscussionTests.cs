using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>Threads on an issue as GitLab has them (docs.gitlab.com/api/discussions, "Issues").</summary>
public sealed class DiscussionTests
{
    private const string Issues = "gitlab/api/v4/projects/sandbox%2Faudits/issues";
    private const string Discussions = $"{Issues}/1/discussions";

    [Test]
    public async Task A_thread_keeps_its_answers_and_a_comment_stands_alone()
    {
        await using var client = await OpenedAsync();
        var thread = (await client.SendAsync(HttpMethod.Post, Discussions, new { body = "First" })).Json;
        var answered = await client.SendAsync(HttpMethod.Post, $"{Discussions}/{thread["id"]}/notes", new { body = "Second" });
        await client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = "Alone" });
        var all = (await client.GetAsync(Discussions)).Rows;
        Assert.That(answered.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(
            all.Select(d => ((bool)d["individual_note"]!, string.Join(' ', d["notes"]!.Select(n => (string?)n["body"])))),
            Is.EqualTo(new[] { (false, "First Second"), (true, "Alone") })
        );
        Assert.That((await client.GetAsync($"{Discussions}/{thread["id"]}")).Json["notes"]!.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_thread_whose_notes_are_gone_is_not_found()
    {
        await using var client = await OpenedAsync();
        var thread = (await client.SendAsync(HttpMethod.Post, Discussions, new { body = "First" })).Json;
        Assert.That(
            (await client.SendAsync(HttpMethod.Delete, $"{Issues}/1/notes/{thread["notes"]![0]!["id"]}")).Status,
            Is.EqualTo(HttpStatusCode.NoContent)
        );
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, $"{Discussions}/{thread["id"]}/notes", new { body = "Second" })).Status,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
    }

    [Test]
    public async Task A_note_that_changed_meanwhile_is_not_deleted()
    {
        await using var client = await OpenedAsync();
        var note = (await client.SendAsync(HttpMethod.Post, Discussions, new { body = "First" })).Json["notes"]![0]!;
        var read = DateTimeOffset.Parse((string)note["updated_at"]!, CultureInfo.InvariantCulture).AddMilliseconds(1);
        await client.SendAsync(HttpMethod.Put, $"{Issues}/1/notes/{note["id"]}", new { body = "Changed" });
        client.IfUnmodifiedSince = read;
        Assert.That(
            (await client.SendAsync(HttpMethod.Delete, $"{Issues}/1/notes/{note["id"]}")).Status,
            Is.EqualTo(HttpStatusCode.PreconditionFailed)
        );
        client.IfUnmodifiedSince = null;
        Assert.That(
            (await client.SendAsync(HttpMethod.Delete, $"{Issues}/1/notes/{note["id"]}")).Status,
            Is.EqualTo(HttpStatusCode.NoContent)
        );
    }

    [Test]
    public async Task A_delete_counts_the_microseconds_that_the_notes_time_does_not_show()
    {
        await using var client = await OpenedAsync();
        var note = (await client.SendAsync(HttpMethod.Post, Discussions, new { body = "First" })).Json["notes"]![0]!;
        var shown = DateTimeOffset.Parse((string)note["updated_at"]!, CultureInfo.InvariantCulture);
        var kept = client.Sandbox.GitLab.Tracker.Find(1)!.Notes.Single().UpdatedAt;
        Assert.That(kept - shown, Is.GreaterThan(TimeSpan.Zero).And.LessThan(TimeSpan.FromMilliseconds(1)));
        async Task<HttpStatusCode> Delete(DateTimeOffset since)
        {
            client.IfUnmodifiedSince = since;
            return (await client.SendAsync(HttpMethod.Delete, $"{Issues}/1/notes/{note["id"]}")).Status;
        }

        Assert.That(
            (await Delete(shown), await Delete(shown.AddMilliseconds(1))),
            Is.EqualTo((HttpStatusCode.PreconditionFailed, HttpStatusCode.NoContent))
        );
    }

    [Test]
    public async Task A_change_notifies_those_whom_it_mentions_for_the_first_time_also_when_several_change_the_note_at_once()
    {
        await using var client = await OpenedAsync();
        var (one, other) = (client.Sandbox.GitLab.UserOf(4).Username, client.Sandbox.GitLab.UserOf(5).Username);
        var note = (await client.SendAsync(HttpMethod.Post, Discussions, new { body = $"For @{one}" })).Json["notes"]![0]!;
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => client.SendAsync(HttpMethod.Put, $"{Issues}/1/notes/{note["id"]}", new { body = $"For @{one} and @{other}" }))
        );
        Assert.That(client.Sandbox.GitLab.Tracker.Notifications.Select(n => n.Username), Is.EqualTo(new[] { one, other }));
    }

    private static async Task<SandboxClient> OpenedAsync()
    {
        var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 30, Clock = new FakeTimeProvider() });
        client.Sandbox.GitLab.Tracker.Open(client.Sandbox.GitLab.Bot, "An audit", issue => issue);
        return client;
    }
}
