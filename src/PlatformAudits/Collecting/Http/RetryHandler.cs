using System.Net;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Gives a client library the repeats of <see cref="Retry"/>. GET is repeated, with its body read to the end within the attempt. A write is repeated only after 429, which says that it
/// was not carried out: one whose answer was lost may have been.
/// </summary>
public sealed class RetryHandler : DelegatingHandler
{
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(60);

    private readonly string _system;
    private readonly Retry _retry;
    private readonly RateLimits _limits;
    private readonly RateBudget _budget;
    private readonly RateLimitCaller _asker;
    private readonly TimeProvider _clock;

    /// <summary>A handler for one system.</summary>
    /// <param name="budget">The credential's requests, shared with whoever else asks with it.</param>
    public RetryHandler(
        string system,
        RetryOptions options,
        RateLimits limits,
        RateBudget budget,
        TimeProvider clock,
        RunLog log,
        HttpMessageHandler inner
    )
        : base(inner)
    {
        _system = system;
        _asker = new RateLimitCaller(system, log, options.WaitBudget, null);
        _retry = new Retry(options, clock, _asker);
        _limits = limits;
        _budget = budget;
        _clock = clock;
    }

    /// <summary>Ends the waits of a run that is stopped; what has been sent is waited for, so that nobody has to guess whether it was carried out.</summary>
    public CancellationToken Stopped { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopped);
        try
        {
            return await (
                request.Method == HttpMethod.Get
                    ? _retry.RunAsync(_ => AttemptAsync(request, waiting.Token, cancellationToken), waiting.Token)
                    : _retry.RunAsync(_ => WriteAsync(request, waiting.Token, cancellationToken), waiting.Token)
            );
        }
        catch (OperationCanceledException) when (Stopped.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AuditException(
                $"{PlaceOf(request)}: the run was stopped by a signal while it waited to ask {_system}. Run it again.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }

    private static string PlaceOf(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";

    private async ValueTask<HttpResponseMessage> WriteAsync(
        HttpRequestMessage request,
        CancellationToken waiting,
        CancellationToken cancellationToken
    )
    {
        var response = await SendInTurnAsync(request, waiting, cancellationToken);
        if (await WholeAnswer.ProblemAsync(request, response, cancellationToken) is { } problem)
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
            throw PassingFailure.Of(
                $"{PlaceOf(request)}: {_system} answered {(int)response.StatusCode}",
                response,
                _limits,
                _budget,
                _clock
            );
        }
    }

    private async ValueTask<HttpResponseMessage> SendInTurnAsync(
        HttpRequestMessage request,
        CancellationToken waiting,
        CancellationToken cancellationToken
    )
    {
        var turn = await _budget.AcquireAsync(_asker, request.Method.Method, request.RequestUri!.AbsolutePath, PlaceOf(request), waiting);
        HttpResponseMessage? response = null;
        try
        {
            return response = await SendWholeAsync(request, cancellationToken);
        }
        finally
        {
            _budget.Release(turn, response);
        }
    }

    private async ValueTask<HttpResponseMessage> AttemptAsync(
        HttpRequestMessage request,
        CancellationToken waiting,
        CancellationToken cancellationToken
    )
    {
        var place = PlaceOf(request);
        try
        {
            var response = await SendInTurnAsync(request, waiting, cancellationToken);
            if (Retry.MayPass(response.StatusCode))
            {
                using (response)
                {
                    throw PassingFailure.Of($"{place}: {_system} answered {(int)response.StatusCode}", response, _limits, _budget, _clock);
                }
            }

            if (await WholeAnswer.ProblemAsync(request, response, cancellationToken) is { } problem)
            {
                response.Dispose();
                throw new PassingFailure($"{place}: {_system} answered, but {problem}");
            }

            return response;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new PassingFailure(
                $"{place}: the connection failed ({(error.InnerException?.Message ?? error.Message).TrimEnd('.')})",
                innerException: error
            );
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
        var response = await base.SendAsync(request, limited.Token);
        try
        {
            await response.Content.LoadIntoBufferAsync(limited.Token);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
