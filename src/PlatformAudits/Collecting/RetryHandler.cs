using System.Net;

namespace PlatformAudits.Collecting;

/// <summary>
/// Gives a client library the repeats of <see cref="Retry"/>. GET is repeated, with its body read to the end within the attempt. A write is repeated only after 429, which says that it
/// was not carried out: one whose answer was lost may have been.
/// </summary>
public sealed class RetryHandler : DelegatingHandler
{
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(60);

    private readonly string _system;
    private readonly Retry _retry;
    private readonly TimeProvider _clock;

    /// <summary>A handler for one system.</summary>
    /// <param name="system">Its name as people say it.</param>
    /// <param name="retry">The repeats.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="inner">What sends the request.</param>
    public RetryHandler(string system, Retry retry, TimeProvider clock, HttpMessageHandler inner)
        : base(inner)
    {
        _system = system;
        _retry = retry;
        _clock = clock;
    }

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Get
            ? _retry.RunAsync(token => AttemptAsync(request, token), cancellationToken)
            : _retry.RunAsync(token => WriteAsync(request, token), cancellationToken);

    private async ValueTask<HttpResponseMessage> WriteAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendWholeAsync(request, cancellationToken).ConfigureAwait(false);
        if (await WholeAnswer.ProblemAsync(request, response, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            // It was carried out, and nobody knows what it came to: as if the reply had been lost.
            response.Dispose();
            throw new HttpRequestException($"{_system} took the request, but {problem}.");
        }

        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return response;
        }

        using (response)
        {
            throw new PassingFailure(
                $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}: {_system} answered {(int)response.StatusCode}",
                Retry.WaitAskedFor(response, resetHeader: null, _clock.GetUtcNow()));
        }
    }

    private async ValueTask<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var place = $"GET {request.RequestUri!.GetLeftPart(UriPartial.Path)}";
        try
        {
            var response = await SendWholeAsync(request, cancellationToken).ConfigureAwait(false);
            if (Retry.MayPass(response.StatusCode))
            {
                using (response)
                {
                    throw new PassingFailure($"{place}: {_system} answered {(int)response.StatusCode}", Retry.WaitAskedFor(response, resetHeader: null, _clock.GetUtcNow()));
                }
            }

            if (await WholeAnswer.ProblemAsync(request, response, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                response.Dispose();
                throw new PassingFailure($"{place}: {_system} answered, but {problem}");
            }

            return response;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new PassingFailure($"{place}: the connection failed ({(error.InnerException?.Message ?? error.Message).TrimEnd('.')})", innerException: error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingFailure($"{place}: {_system} did not answer in time", innerException: error);
        }
    }

    /// <summary>Sends a request and reads the answer to its end within the limit: a library that reads the body later would wait for one that never comes.</summary>
    private async Task<HttpResponseMessage> SendWholeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ResponseLimit, _clock);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var response = await base.SendAsync(request, limited.Token).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(limited.Token).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
