using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace GitLabApiClient.Tests.Wire;

/// <summary>
/// A server on loopback that writes down every request as it arrived: the request line, the headers other than
/// <c>Host</c> by name, and the body.
/// </summary>
public sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ConcurrentQueue<string> _requests = [];

    private RecordingServer(WebApplication host) => _host = host;

    /// <summary>Answers a request by its path and query, exactly as they were sent.</summary>
    public Func<string, Reply> Answer { get; set; } = target => throw new InvalidOperationException($"No answer for {target}.");

    public Uri Address => new(_host.Urls.Single());

    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<RecordingServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new RecordingServer(builder.Build());
        server._host.Run(server.HandleAsync);
        await server._host.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        _requests.Enqueue(await TranscriptAsync(context.Request, target));

        Reply reply = Answer(target);
        context.Response.StatusCode = reply.Status;
        if (reply.Header is not null)
        {
            context.Response.Headers[reply.Header] = reply.HeaderValue;
        }

        await context.Response.WriteAsync(reply.Body);
    }

    private static async Task<string> TranscriptAsync(HttpRequest request, string target)
    {
        var lines = new List<string> { $"{request.Method} {target}" };
        lines.AddRange(
            request
                .Headers.Where(header => header.Key != HeaderNames.Host)
                .OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"  {header.Key}: {header.Value}")
        );

        using var reader = new StreamReader(request.Body, new UTF8Encoding());
        string body = await reader.ReadToEndAsync();
        if (body.Length > 0)
        {
            lines.Add($"  body: {body}");
        }

        return string.Join('\n', lines);
    }
}
