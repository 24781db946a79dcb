using System.Collections.Concurrent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Tests.Faults;

/// <summary>
/// Puts canaries into the headers and cookies of every answer, and collects those that the answers' own secret fields hold.
/// </summary>
/// <param name="harvests">Whether to read the answers' fields, which takes each answer whole.</param>
/// <param name="asked">Is told of each request before it is sent, with its number from 0.</param>
public sealed class CanaryHandler(HttpMessageHandler inner, bool harvests, Action<int> asked) : DelegatingHandler(inner)
{
    private const int ShortestCanary = 9;

    private static readonly string[] HeaderCanaries = ["canary-in-a-cookie-0x51", "canary-in-a-header-0x52"];

    /// <summary>What vendors document as secret, or as private to one person: written down apart from the product's own lists.</summary>
    private static readonly HashSet<string> SecretFields =
    [
        "access_token",
        "refresh_token",
        "token",
        "full_token",
        "visible_token",
        "authenticity_token",
        "secret",
        "client_secret",
        "signing_key",
        "session_token",
        "http_cal_url",
        "webcal_url",
        "phone",
        "phone_number",
        "shared_phone_number",
        "address",
        "password",
        "secret_key",
        "feed_token",
        "incoming_email_token",
    ];

    private int _requests;
    private readonly ConcurrentBag<string> _harvested = [.. HeaderCanaries];

    /// <summary>The canaries that were seen.</summary>
    public IReadOnlyCollection<string> Harvested => _harvested;

    /// <summary>Whether a variable holds a secret.</summary>
    public static bool IsSecret(string variable) =>
        variable.Contains("TOKEN", StringComparison.Ordinal)
        || variable.Contains("SECRET", StringComparison.Ordinal)
        || variable.Contains("KEY", StringComparison.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        asked(Interlocked.Increment(ref _requests) - 1);
        var response = await base.SendAsync(request, cancellationToken);
        if (harvests)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            Harvest(await response.Content.ReadAsStringAsync(cancellationToken));
        }

        response.Headers.TryAddWithoutValidation("Set-Cookie", $"_session={HeaderCanaries[0]}; Path=/; HttpOnly");
        response.Headers.TryAddWithoutValidation("X-Session-Token", HeaderCanaries[1]);
        return response;
    }

    private void Harvest(string body)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None };
            foreach (var property in (JToken.ReadFrom(reader) as JContainer)?.DescendantsAndSelf().OfType<JProperty>() ?? [])
            {
                if (
                    SecretFields.Contains(property.Name)
                    && property.Value.Type == JTokenType.String
                    && ((string)property.Value!).Length >= ShortestCanary
                )
                {
                    _harvested.Add((string)property.Value!);
                }
            }
        }
        catch (JsonException)
        {
            // The team file is YAML.
        }
    }
}
