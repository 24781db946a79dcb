using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.PagerDuty;
using PlatformAudits.Sandbox.Slack;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>A running sandbox and an HTTP client that talks to it as any program would.</summary>
internal sealed class SandboxClient : IAsyncDisposable
{
    private readonly HttpClient _http;

    private SandboxClient(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = sandbox.BaseAddress };
    }

    public SandboxServer Sandbox { get; }

    public string? CalendlyToken { get; set; } = CalendlyVendor.OwnerToken;

    public string? PagerDutyKey { get; set; } = PagerDutyVendor.OwnerKey;

    public string? GitLabToken { get; set; } = GitLabVendor.BotToken;

    /// <summary>The time before which the record must have changed last.</summary>
    public DateTimeOffset? IfUnmodifiedSince { get; set; }

    /// <summary>The header by which Slack tells who asks.</summary>
    public string? SlackAuthorization { get; set; } = $"Bearer {SlackVendor.BotToken}";

    /// <summary>The header by which Zendesk tells who asks.</summary>
    public string? ZendeskAuthorization { get; set; }

    public static async Task<SandboxClient> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxServer.StartAsync(options ?? new SandboxOptions { Size = 30 }));

    /// <summary>Sends a request to a path such as <c>calendly/users/me</c> and gives the whole answer.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string target, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, target) { Content = content };
        if (target.StartsWith("calendly", StringComparison.Ordinal) && CalendlyToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", CalendlyToken);
        }
        else if (target.StartsWith("pagerduty", StringComparison.Ordinal) && PagerDutyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Token token={PagerDutyKey}");
        }
        else if (target.StartsWith("gitlab", StringComparison.Ordinal) && GitLabToken is not null)
        {
            request.Headers.Add("PRIVATE-TOKEN", GitLabToken);
        }
        else if (target.StartsWith("zendesk", StringComparison.Ordinal) && ZendeskAuthorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", ZendeskAuthorization);
        }
        else if (target.StartsWith("slack/api", StringComparison.Ordinal) && SlackAuthorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", SlackAuthorization);
        }

        if (IfUnmodifiedSince is { } time)
        {
            request.Headers.TryAddWithoutValidation("If-Unmodified-Since", time.ToString("O", CultureInfo.InvariantCulture));
        }

        using var response = await _http.SendAsync(request);
        return new Answer(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
    }

    public Task<Answer> GetAsync(string target) => SendAsync(HttpMethod.Get, target);

    public async Task<Answer> SendAsync(HttpMethod method, string target, object body)
    {
        using var content = new StringContent(JsonConvert.SerializeObject(body), Encoding.UTF8, "application/json");
        return await SendAsync(method, target, content);
    }

    /// <summary>Every row of a Calendly list, page by page, by following <c>next_page</c>.</summary>
    public async Task<IReadOnlyList<JObject>> ListAsync(string path, int count = 100)
    {
        var rows = new List<JObject>();
        string? next = $"calendly/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}count={count}";
        while (next is not null)
        {
            var answer = await GetAsync(next);
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body);
            rows.AddRange(answer.Json["collection"]!.Cast<JObject>());
            next = (string?)answer.Json["pagination"]!["next_page"] is { } address ? new Uri(address).PathAndQuery.TrimStart('/') : null;
        }

        return rows;
    }

    public string OrganizationQuery => $"organization={Uri.EscapeDataString(Sandbox.Vendor<CalendlyVendor>().Organization.Uri)}";

    public string InvitationsPath => $"organizations/{Sandbox.Vendor<CalendlyVendor>().Organization.Uri.Split('/')[^1]}/invitations";

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Sandbox.DisposeAsync();
    }
}
