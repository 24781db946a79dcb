using System.Text;
using PlatformAudits.Collecting.Credentials;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Redacts the credential in the body of a refusal, before a client library makes an exception of it: some servers and proxies send back
/// what they were sent.
/// </summary>
internal sealed class RefusalHandler : DelegatingHandler
{
    private readonly Credential _credential;

    /// <summary>A handler for one credential.</summary>
    public RefusalHandler(Credential credential, HttpMessageHandler inner)
        : base(inner) => _credential = credential;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            using var refused = response.Content;
            var type = refused.Headers.ContentType;
            response.Content = new StringContent(
                _credential.RedactedIn(await refused.ReadAsStringAsync(cancellationToken)),
                Encoding.UTF8
            );
            response.Content.Headers.ContentType = type;
        }

        return response;
    }
}
