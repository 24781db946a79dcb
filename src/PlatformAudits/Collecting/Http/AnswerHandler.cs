using System.Net.Http.Headers;
using System.Text;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Hands a client library answers in which the secrets of the run are redacted, before it makes rows or an exception of them: some servers
/// and proxies send back what they were sent. What nobody can look through, it refuses.
/// </summary>
internal sealed class AnswerHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        using var received = response.Content;
        response.Content = new StringContent(
            Secrets.Current.RedactedIn(await ReadAsync(request, response, cancellationToken)),
            Encoding.UTF8,
            new MediaTypeHeaderValue(received.Headers.ContentType?.MediaType ?? "text/plain", "utf-8")
        );
        return response;
    }

    /// <summary>The body; empty where a refusal has one that can't be read, because its status says enough.</summary>
    private static async Task<string> ReadAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return WholeBody.EncodingOf(response) is { } encoding
                ? throw new BadAnswerException(WholeBody.Encoded(encoding))
                : await WholeBody.ReadAsync(response.Content, cancellationToken);
        }
        catch (BadAnswerException) when (!response.IsSuccessStatusCode)
        {
            return "";
        }
        catch (BadAnswerException problem)
        {
            response.Dispose();
            throw new AuditException(
                $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}: {problem.Message}. {WholeBody.Advice}"
            );
        }
    }
}
