using System.Text;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Tests;

/// <summary>
/// A GitLab that takes a request for confidentiality and does nothing about it, as it does with one of somebody who may not ask.
/// </summary>
public sealed class LeavesPublic(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content && request.Method == HttpMethod.Put)
        {
            var body = JObject.Parse(await content.ReadAsStringAsync(cancellationToken));
            if (body.Remove("confidential"))
            {
                body["weight"] = 1;
            }

            request.Content = new StringContent(body.ToString(), Encoding.UTF8, "application/json");
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
