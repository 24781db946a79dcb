using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>
/// Refuses a page of a GitLab list that does not say whether another follows, or leads back. The client library takes such a page for the
/// last one, and an issue that was not listed would be opened twice.
/// </summary>
internal sealed class WholeListHandler : DelegatingHandler
{
    public WholeListHandler(HttpMessageHandler inner)
        : base(inner) { }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var isPage = request.Method == HttpMethod.Get && request.RequestUri!.Query.Contains("per_page=", StringComparison.Ordinal);
        if (isPage && response.IsSuccessStatusCode && !response.Headers.NonValidated.Contains("X-Next-Page"))
        {
            response.Dispose();
            throw new AuditException(
                $"GET {request.RequestUri!.GetLeftPart(UriPartial.Path)}: the page does not say whether another one follows (no "
                    + "X-Next-Page), so the list can't be called whole. Check GITLAB_URL and what stands between."
            );
        }

        if (
            isPage
            && response.IsSuccessStatusCode
            && WholeAnswer.Number(response, "X-Next-Page") <= WholeAnswer.Number(response, "X-Page")
        )
        {
            response.Dispose();
            throw new AuditException(
                $"GET {request.RequestUri!.GetLeftPart(UriPartial.Path)}: the page says that the next one is one that was "
                    + "already read, so the list would never end. Check GITLAB_URL and what stands between."
            );
        }

        return response;
    }
}
