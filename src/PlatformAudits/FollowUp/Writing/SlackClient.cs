using System.Net;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Writing;

/// <summary>
/// Sends direct messages: with a bot's token by <c>chat.postMessage</c> to the person's own id
/// (docs.slack.dev/reference/methods/chat.postMessage, scope <c>chat:write</c>), or through an incoming webhook, which posts where whoever
/// made it said. A message is never sent twice: what may have arrived is not repeated.
/// </summary>
internal sealed class SlackClient : IDisposable
{
    /// <summary>The environment variable of the bot's token.</summary>
    public const string TokenVariable = "SLACK_BOT_TOKEN";

    /// <summary>The environment variable of the webhook's address, which is a secret as a whole.</summary>
    public const string WebhookVariable = "SLACK_WEBHOOK_URL";

    /// <summary>The environment variable of Slack's address.</summary>
    public const string UrlVariable = "SLACK_URL";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly Sender _sender;
    private readonly Uri _address;
    private readonly Credential? _token;

    private SlackClient(HttpMessageHandler transport, Uri address, Credential? token)
    {
        _sender = new Sender("Slack", transport, RetryOptions.None, TimeProvider.System, RunLog.Silent) { AnswerLimit = TimeLimit };
        _address = address;
        _token = token;
    }

    /// <summary>A client, or null where neither a token nor a webhook is given.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="log">Is warned where a message goes as plain text.</param>
    /// <exception cref="AuditException">A variable holds nothing that could be used.</exception>
    public static SlackClient? Open(Func<string, string?> environment, HttpMessageHandler transport, RunLog log)
    {
        if (environment(TokenVariable) is { } token && !string.IsNullOrWhiteSpace(token))
        {
            var address = Addresses.Base(UrlVariable, environment, new Uri("https://slack.com"), log.Warning);
            var credential = Credential.Bearer(TokenVariable, token);
            return new SlackClient(
                new AnswerHandler(new CredentialHandler(address, credential, transport)),
                new Uri(address.AbsoluteUri.TrimEnd('/') + "/api/chat.postMessage"),
                credential
            );
        }

        if (environment(WebhookVariable) is not { } webhook || string.IsNullOrWhiteSpace(webhook))
        {
            return null;
        }

        if (!Uri.TryCreate(webhook.Trim(), UriKind.Absolute, out var hook) || hook.Scheme is not ("https" or "http"))
        {
            throw new AuditException(
                $"Reading {WebhookVariable}: it must be the whole address of an incoming webhook, beginning with https://; its "
                    + "value is a secret and is not shown.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        Secrets.Current.Add(hook.PathAndQuery);
        Secrets.Current.Add(hook.Segments[^1]);
        Addresses.EnsureSafe(WebhookVariable, hook, environment, log.Warning);
        return new SlackClient(new AnswerHandler(transport), hook, null);
    }

    /// <summary>Sends a message.</summary>
    public async Task<Message> SendAsync(Contact to, string text)
    {
        if (to.SlackId is not { Length: > 0 } id || !id.All(char.IsAsciiLetterOrDigit))
        {
            return new Message(to, MessageFate.NotSent, "the team file has no Slack id (slack.id)");
        }

        var body = _token is null
            ? new JObject { ["text"] = $"<@{id}> {Escaped(text)}" }
            : new JObject
            {
                ["channel"] = id,
                ["text"] = Escaped(text),
                ["mrkdwn"] = false,
                ["parse"] = "none",
                ["unfurl_links"] = false,
            };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address);
            request.Content = new StringContent(body.ToString(Formatting.None), Encoding.UTF8, "application/json");
            using var response = await _sender.SendWholeAsync(
                request,
                "Sending a message to Slack",
                CancellationToken.None,
                CancellationToken.None
            );
            var said = await response.Content.ReadAsStringAsync();
            return (int)response.StatusCode >= 500 ? new Message(to, MessageFate.Unknown)
                : !response.IsSuccessStatusCode
                    ? Refused(to, RequestFailure.Answered("Slack", response.StatusCode, Word(said)), response.StatusCode)
                : _token is null ? new Message(to, MessageFate.Sent)
                : JObject.Parse(said) is var answer && (bool?)answer["ok"] == true ? new Message(to, MessageFate.Sent)
                : Refused(to, $"Slack refused it{(Word((string?)answer["error"]) is { } word ? $" ({word})" : "")}", null);
        }
        catch (Exception error) when (RequestFailure.IsLostAnswer(error))
        {
            return new Message(to, MessageFate.Unknown);
        }
    }

    public void Dispose() => _sender.Dispose();

    private static Message Refused(Contact to, string problem, HttpStatusCode? status) =>
        new(to, MessageFate.NotSent, status == HttpStatusCode.TooManyRequests ? $"{problem}: too many messages in a short time" : problem);

    /// <summary>Slack's own word for what is wrong, such as <c>channel_not_found</c>; nothing that could hold a secret.</summary>
    private static string? Word(string? said) =>
        said?.Trim() is { Length: > 0 and <= 60 } word && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? MarkdownEncoder.Encode(word)
            : null;

    /// <summary>
    /// Slack's three signs of control (docs.slack.dev, "Formatting message text"): without them nothing is a mention or a link.
    /// </summary>
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
