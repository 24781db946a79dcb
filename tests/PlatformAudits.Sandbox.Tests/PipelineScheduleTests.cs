using System.Net;
using NUnit.Framework;

namespace PlatformAudits.Sandbox.Tests;

public sealed class PipelineScheduleTests
{
    private const string Schedules = "gitlab/api/v4/projects/sandbox%2Faudits/pipeline_schedules";

    [Test]
    public async Task A_schedule_is_made_with_its_variables_and_only_the_single_one_shows_them()
    {
        await using var client = await SandboxClient.StartAsync();
        var made = await client.SendAsync(
            HttpMethod.Post,
            Schedules,
            new
            {
                description = "D",
                @ref = "main",
                cron = "0 1 * * *",
                cron_timezone = "Europe/Berlin",
                active = false,
            }
        );
        var id = (long)made.Json["id"]!;
        var variable = await client.SendAsync(HttpMethod.Post, $"{Schedules}/{id}/variables", new { key = "KEY", value = "1" });
        var changed = await client.SendAsync(HttpMethod.Put, $"{Schedules}/{id}/variables/KEY", new { value = "2" });
        var single = (await client.GetAsync($"{Schedules}/{id}")).Json;
        var listed = (await client.GetAsync(Schedules)).Rows.Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                (made.Status, variable.Status, changed.Status),
                Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.OK))
            );
            Assert.That((string?)single["ref"], Is.EqualTo("refs/heads/main"));
            Assert.That((bool?)single["active"], Is.False);
            Assert.That((string?)single["cron_timezone"], Is.EqualTo("Europe/Berlin"));
            Assert.That((string?)single["variables"]![0]!["value"], Is.EqualTo("2"));
            Assert.That(listed["variables"], Is.Null);
            Assert.That((string?)listed["owner"]!["username"], Is.EqualTo(client.Sandbox.GitLab.Bot.Username));
        });
    }

    [TestCase("""{"ref": "main", "cron": "0 1 * * *"}""", """{"error":"description is missing"}""")]
    [TestCase("""{"description": "D", "ref": "main", "cron": "at noon"}""", """{"message":{"cron":[" is invalid syntax"]}}""")]
    [TestCase(
        """{"description": "D", "ref": "main", "cron": "0 1 * * *", "cron_timezone": "Mars"}""",
        """{"message":{"cron_timezone":[" is invalid syntax"]}}"""
    )]
    public async Task A_schedule_that_is_none_is_refused(string body, string answer)
    {
        await using var client = await SandboxClient.StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var refused = await client.SendAsync(HttpMethod.Post, Schedules, content);
        Assert.That((refused.Status, refused.Body), Is.EqualTo((HttpStatusCode.BadRequest, answer)));
    }

    [Test]
    public async Task Only_its_owner_may_change_a_schedule_and_anybody_may_take_it_over()
    {
        await using var client = await SandboxClient.StartAsync();
        var gitLab = client.Sandbox.GitLab;
        var id = gitLab.Schedules.Add(gitLab.UserOf(0), "D", "main", "0 1 * * *").Id;
        var refused = await client.SendAsync(HttpMethod.Put, $"{Schedules}/{id}", new { cron = "0 2 * * *" });
        var taken = await client.SendAsync(HttpMethod.Post, $"{Schedules}/{id}/take_ownership");
        var changed = await client.SendAsync(HttpMethod.Put, $"{Schedules}/{id}", new { cron = "0 2 * * *" });
        var removed = await client.SendAsync(HttpMethod.Delete, $"{Schedules}/{id}");
        Assert.That(
            (refused.Status, taken.Status, changed.Status, removed.Status, gitLab.Schedules.All.Count),
            Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent, 0))
        );
    }

    [Test]
    public async Task A_schedule_whose_owner_is_gone_or_blocked_is_taken_over()
    {
        await using var client = await SandboxClient.StartAsync();
        var gitLab = client.Sandbox.GitLab;
        var gone = gitLab.Schedules.Add(gitLab.SecondBot, "D", "main", "0 1 * * *").Id;
        var blocked = gitLab.Schedules.Add(gitLab.UserOf(0) with { State = "blocked" }, "D", "main", "0 1 * * *").Id;
        gitLab.Delete(gitLab.SecondBot);
        var listed = (await client.GetAsync($"{Schedules}?sort=asc")).Rows;
        Assert.That(
            listed.Select(row => row["owner"]!.HasValues ? (string?)row["owner"]!["state"] : null),
            Is.EqualTo(new[] { null, "blocked" })
        );
        foreach (var id in new[] { gone, blocked })
        {
            var refused = await client.SendAsync(HttpMethod.Put, $"{Schedules}/{id}", new { cron = "0 2 * * *" });
            var taken = await client.SendAsync(HttpMethod.Post, $"{Schedules}/{id}/take_ownership");
            Assert.That((refused.Status, taken.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Created)));
            Assert.That((string?)taken.Json["owner"]!["username"], Is.EqualTo(gitLab.Bot.Username));
        }
    }

    [TestCase("pipeline_schedules/1", HttpStatusCode.NotFound)]
    [TestCase("pipeline_schedules/x", HttpStatusCode.BadRequest)]
    [TestCase("pipeline_schedules?scope=none", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_or_not_known_is_refused(string path, HttpStatusCode status)
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That((await client.GetAsync($"gitlab/api/v4/projects/1002/{path}")).Status, Is.EqualTo(status));
    }
}
