using System.Net;
using NUnit.Framework;
using PlatformAudits.Sandbox.Slack;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>
/// Slack's messages as its documentation has them (docs.slack.dev/reference/methods/chat.postMessage): a refusal is a 200.
/// </summary>
public sealed class SlackVendorTests
{
    private const string Post = "slack/api/chat.postMessage";

    [Test]
    public async Task A_message_to_a_person_goes_to_their_direct_channel()
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.SendAsync(HttpMethod.Post, Post, new { channel = "U012", text = "Hello" });
        Assert.That(((int)answer.Status, (bool)answer.Json["ok"]!, (string?)answer.Json["channel"]), Is.EqualTo((200, true, "D012")));
        Assert.That(client.Sandbox.Slack.Messages, Is.EqualTo(new[] { new SlackMessage("U012", "Hello") }));
    }

    [TestCase(null, "U012", "Hello", "not_authed")]
    [TestCase("Bearer wrong", "U012", "Hello", "invalid_auth")]
    [TestCase("Bearer xoxb-sandbox-bot-000001", "somebody", "Hello", "channel_not_found")]
    [TestCase("Bearer xoxb-sandbox-bot-000001", "U012", "", "no_text")]
    public async Task A_message_that_is_refused_is_a_200_that_says_why(string? authorization, string channel, string text, string error)
    {
        await using var client = await SandboxClient.StartAsync();
        client.SlackAuthorization = authorization;
        var answer = await client.SendAsync(HttpMethod.Post, Post, new { channel, text });
        Assert.That(((int)answer.Status, (string?)answer.Json["error"]), Is.EqualTo((200, error)));
        Assert.That(client.Sandbox.Slack.Messages, Is.Empty);
    }

    [Test]
    public async Task A_text_that_is_too_long_or_no_JSON_is_refused()
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That(
            (string?)
                (await client.SendAsync(HttpMethod.Post, Post, new { channel = "U012", text = new string('x', 40_001) })).Json["error"],
            Is.EqualTo("msg_too_long")
        );
        using var torn = new StringContent("{");
        Assert.That((string?)(await client.SendAsync(HttpMethod.Post, Post, torn)).Json["error"], Is.EqualTo("invalid_json"));
    }

    [Test]
    public async Task A_webhook_answers_in_plain_text()
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, $"slack/{SlackVendor.WebhookPath}", new { text = "Hello" })).Body,
            Is.EqualTo("ok")
        );
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, $"slack/{SlackVendor.WebhookPath}", new { })).Body,
            Is.EqualTo("invalid_payload")
        );
        Assert.That(
            (await client.SendAsync(HttpMethod.Post, "slack/services/T/B/wrong", new { text = "Hello" })).Status,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
        Assert.That(client.Sandbox.Slack.Messages, Is.EqualTo(new[] { new SlackMessage(null, "Hello") }));
    }
}
