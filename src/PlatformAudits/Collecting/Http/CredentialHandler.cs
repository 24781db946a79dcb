using System.Net;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Adds the credential to requests for the configured scheme, host and port, and to no others; follows a GET's redirect on the
/// same host, and refuses one that leads elsewhere.
/// </summary>
internal sealed class CredentialHandler : DelegatingHandler
{
    private const int RedirectLimit = 5;

    private readonly Uri _baseAddress;
    private readonly Credential _credential;

    /// <param name="baseAddress">The address whose scheme, host and port get the credential.</param>
    /// <param name="inner">What sends the request; it must not follow redirects by itself.</param>
    public CredentialHandler(Uri baseAddress, Credential credential, HttpMessageHandler inner)
        : base(inner)
    {
        _baseAddress = baseAddress;
        _credential = credential;
    }

    /// <summary>Whether two addresses have the scheme, host and port in common.</summary>
    public static bool SameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var address = request.RequestUri!;
            if (!SameOrigin(address, _baseAddress))
            {
                throw new AuditException(
                    $"{request.Method} {Place(address)}: the request would leave "
                        + $"{_baseAddress.GetLeftPart(UriPartial.Authority)}, where {_credential.Variable} belongs; nothing was sent. "
                        + "Check the base URL."
                );
            }

            _credential.AddTo(request);
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method != HttpMethod.Get || !IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
            {
                return response;
            }

            var next = new Uri(address, location);
            response.Dispose();
            if (!SameOrigin(next, _baseAddress))
            {
                throw new AuditException(
                    $"GET {Place(address)}: the answer redirects to another host, {next.GetLeftPart(UriPartial.Authority)}; "
                        + $"{_credential.Variable} was not sent there. Check the base URL."
                );
            }

            if (redirects == RedirectLimit)
            {
                throw new AuditException($"GET {Place(address)}: more than {RedirectLimit} redirects in a row; check the base URL.");
            }

            _credential.RemoveFrom(request.Headers);
            request.RequestUri = next;
        }
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    private static string Place(Uri address) => address.GetLeftPart(UriPartial.Path);
}
