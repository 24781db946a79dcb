using System.Net.Http.Headers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Collecting.Credentials;

/// <summary>
/// An OAuth client's own way to an access token (RFC 6749, 4.4 "Client Credentials Grant"), asked for as JSON. No other request to an
/// audited system is anything but a GET. Neither the secret nor the token is ever written.
/// </summary>
public sealed class TokenGrant
{
    private const int LongestAnswer = 64 * 1024;
    private static readonly HttpRequestOptionsKey<bool> IsGrant = new("is-grant");

    private readonly string _clientId;
    private readonly string _clientSecret;
    private readonly string _scope;

    /// <param name="path">The path of the token endpoint, relative to the base address.</param>
    public TokenGrant(string path, string clientId, string clientSecret, string scope)
    {
        Path = path;
        _clientId = clientId;
        _clientSecret = clientSecret;
        _scope = scope;
    }

    /// <summary>The path of the token endpoint, relative to the base address.</summary>
    public string Path { get; }

    /// <summary>Whether a request asks for a token, and so carries the client's secret instead of one.</summary>
    internal static bool Is(HttpRequestMessage request) => request.Options.TryGetValue(IsGrant, out var isGrant) && isGrant;

    internal HttpRequestMessage Request(Uri address)
    {
        var body = new JObject
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = _clientId,
            ["client_secret"] = _clientSecret,
            ["scope"] = _scope,
        };
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToString(Formatting.None), new MediaTypeHeaderValue("application/json")),
        };
        request.Options.Set(IsGrant, true);
        return request;
    }

    /// <summary>
    /// Takes the token out of the answer, before anything of it is written; null when there is none. The answer can then be read from its
    /// beginning.
    /// </summary>
    internal static async Task<(string? Token, MemoryStream Answer)> TakeAsync(Stream answer, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestAnswer];
        var length = await answer.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var kept = new MemoryStream(bytes, 0, length, writable: false);
        try
        {
            using var reader = new JsonTextReader(new StreamReader(kept, leaveOpen: true))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = 64,
            };
            var token = (await JObject.LoadAsync(reader, cancellationToken))["access_token"];
            return (token?.Type == JTokenType.String ? (string?)token : null, kept);
        }
        catch (JsonException)
        {
            return (null, kept);
        }
        finally
        {
            kept.Position = 0;
        }
    }
}
