using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace PlatformAudits.Sandbox.Http;

/// <summary>
/// Hands requests to the sandbox within the process, so that very many can be sent, one after the other and in a chosen order.
/// </summary>
internal sealed class Unplugged(Router router) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var line = new UnpluggedLine(cancellationToken);
        var features = new FeatureCollection();
        var asked = new HttpRequestFeature
        {
            Method = request.Method.Method,
            Scheme = request.RequestUri!.Scheme,
            RawTarget = request.RequestUri.PathAndQuery,
            Path = request.RequestUri.AbsolutePath,
            QueryString = request.RequestUri.Query,
            Body = request.Content is null ? Stream.Null : await request.Content.ReadAsStreamAsync(cancellationToken),
        };
        features.Set<IHttpRequestFeature>(asked);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(line.Body);
        features.Set<IHttpRequestLifetimeFeature>(line);
        foreach (var (name, values) in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? []))
        {
            asked.Headers[name] = values.ToString();
        }

        asked.Headers.Host = request.RequestUri.Authority;
        var context = router.CreateContext(features);
        await line.AnswerAsync(() => router.ProcessRequestAsync(context));
        var response = new HttpResponseMessage((HttpStatusCode)context.Response.StatusCode)
        {
            RequestMessage = request,
            Content = new StreamContent(line.Received),
        };
        foreach (var (name, values) in context.Response.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                response.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return response;
    }
}
