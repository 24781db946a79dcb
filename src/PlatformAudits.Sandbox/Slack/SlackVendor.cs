using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Slack;

/// <summary>
/// Slack's <c>chat.postMessage</c> and an incoming webhook (docs.slack.dev). A refusal is a 200 with <c>ok: false</c>; the webhook answers
/// in plain text.
/// </summary>
public sealed class SlackVendor : Vendor
{
    /// <summary>The bot's token, with the scope <c>chat:write</c>.</summary>
    public const string BotToken = "xoxb-sandbox-bot-000001";

    /// <summary>The path of the webhook below the vendor's address.</summary>
    public const string WebhookPath = "services/T0SANDBOX/B0SANDBOX/sandboxwebhook0000000001";

    private const int LongestText = 40_000;

    private readonly ConcurrentQueue<SlackMessage> _messages = new();

    /// <summary>The messages, in the order of arrival.</summary>
    public IReadOnlyList<SlackMessage> Messages => [.. _messages];

    /// <summary>The error that every message gets, such as <c>account_inactive</c>; null for none.</summary>
    public string? Error { get; set; }

    /// <summary>The sandbox keeps none.</summary>
    internal override VendorQuota? Quota => null;

    internal override string Prefix => "slack";

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address) =>
        [new("SLACK_URL", address), new("SLACK_BOT_TOKEN", BotToken)];

    internal override Task AnswerAsync(Call call) =>
        (call.Method, string.Join('/', call.Segments)) switch
        {
            ("POST", "api/chat.postMessage") => PostAsync(call),
            ("POST", WebhookPath) => HookAsync(call),
            ("POST", var path) when path.StartsWith("services/", StringComparison.Ordinal) => call.ReplyAsync(
                StatusCodes.Status404NotFound,
                Call.Text,
                "no_service"
            ),
            _ => call.ReplyAsync(StatusCodes.Status200OK, new JObject { ["ok"] = false, ["error"] = "unknown_method" }),
        };

    private async Task PostAsync(Call call)
    {
        var authorization = call.Header("Authorization");
        var body = Parsed(await call.ReadBodyAsync());
        var (channel, text) = ((string?)body?["channel"], (string?)body?["text"]);
        var error =
            authorization is null ? "not_authed"
            : authorization != $"Bearer {BotToken}" ? "invalid_auth"
            : body is null ? "invalid_json"
            : Error is not null ? Error
            : channel is null || channel.Length < 2 || channel[0] is not ('U' or 'W') ? "channel_not_found"
            : string.IsNullOrEmpty(text) ? "no_text"
            : text.Length > LongestText ? "msg_too_long"
            : null;
        if (error is not null)
        {
            await call.ReplyAsync(StatusCodes.Status200OK, new JObject { ["ok"] = false, ["error"] = error });
            return;
        }

        _messages.Enqueue(new SlackMessage(channel, text!));
        await call.ReplyAsync(
            StatusCodes.Status200OK,
            new JObject
            {
                ["ok"] = true,
                ["channel"] = "D" + channel![1..],
                ["ts"] = $"17{_messages.Count:00000000}.000100",
                ["message"] = new JObject { ["type"] = "message", ["text"] = text },
            }
        );
    }

    private async Task HookAsync(Call call)
    {
        var text = (string?)Parsed(await call.ReadBodyAsync())?["text"];
        if (string.IsNullOrEmpty(text))
        {
            await call.ReplyAsync(StatusCodes.Status400BadRequest, Call.Text, text is null ? "invalid_payload" : "no_text");
            return;
        }

        _messages.Enqueue(new SlackMessage(null, text));
        await call.ReplyAsync(StatusCodes.Status200OK, Call.Text, "ok");
    }

    private static JObject? Parsed(string text)
    {
        try
        {
            return JObject.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
