using System.Text;

namespace PlatformAudits.Collecting;

/// <summary>Blanks the credential out of the body of a refusal, before a client library makes an exception of it: some servers and proxies send back what they were sent.</summary>
public sealed class RefusalHandler : DelegatingHandler
{
    private readonly Credential _credential;

    /// <summary>A handler for one credential.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="inner">What sends the request.</param>
    public RefusalHandler(Credential credential, HttpMessageHandler inner)
        : base(inner) => _credential = credential;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            using var refused = response.Content;
            var type = refused.Headers.ContentType;
            response.Content = new StringContent(_credential.BlankedIn(await refused.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)), Encoding.UTF8);
            response.Content.Headers.ContentType = type;
        }

        return response;
    }
}
