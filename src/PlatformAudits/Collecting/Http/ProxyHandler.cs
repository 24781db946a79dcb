using System.Net;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Ends a run that its proxy does not let through. A wrong password is not tried again, by no request: after some tries it would lock
/// the account.
/// </summary>
internal sealed class ProxyHandler(ChosenProxy proxy, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly SemaphoreSlim _first = new(1, 1);
    private volatile bool _isOpen;
    private volatile bool _isShut;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (proxy.GetProxy(request.RequestUri!) is not { } address)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (_isOpen && !_isShut)
        {
            return await AskAsync(request, address, cancellationToken);
        }

        // As long as nobody knows whether it lets anybody through, one asks and the others wait.
        await _first.WaitAsync(cancellationToken);
        try
        {
            var response = _isShut ? throw Refused(request, address) : await AskAsync(request, address, cancellationToken);
            _isOpen = true;
            return response;
        }
        finally
        {
            _first.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _first.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.ProxyAuthenticationRequired)
            {
                return response;
            }

            response.Dispose();
        }
        catch (HttpRequestException error) when (IsRefusal(error))
        {
            // The sentence has all that it says.
        }

        _isShut = true;
        throw Refused(request, address);
    }

    private static bool IsRefusal(HttpRequestException error) =>
        error.StatusCode == HttpStatusCode.ProxyAuthenticationRequired
        || error.HttpRequestError is HttpRequestError.ProxyTunnelError && error.Message.Contains("407", StringComparison.Ordinal);

    private static AuditException Refused(HttpRequestMessage request, Uri address) =>
        new(
            $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}: the proxy {address.Authority} does not take the user "
                + "and password that it was given (407), and was not asked again. Put them right in HTTPS_PROXY, or name the host in "
                + "NO_PROXY."
        );
}
