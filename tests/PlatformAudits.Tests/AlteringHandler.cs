using System.Net;
using System.Text;

namespace PlatformAudits.Tests;

/// <summary>Answers some requests itself, with a status and a body, and lets the others through.</summary>
public sealed class AlteringHandler(HttpMessageHandler inner, Func<HttpRequestMessage, (int Status, string Body)?> answer)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answer(request) is var (status, body)
            ? new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
                RequestMessage = request,
            }
            : await base.SendAsync(request, cancellationToken);
}
