using System.Net;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Gives a client library the repeats of <see cref="Retry"/>. GET is repeated, with its body read to the end within the attempt. A write
/// is repeated only after 429 and after 409 for a locked resource, which say that it was not carried out: one whose answer was lost may
/// have been.
/// </summary>
internal sealed class RetryHandler : HttpMessageHandler
{
    private readonly HttpMessageHandler _inner;
    private readonly Sender _sender;

    /// <param name="budget">The credential's requests, shared with whoever else asks with it.</param>
    /// <param name="inner">Sends a request once; it is disposed of with the handler.</param>
    public RetryHandler(
        string system,
        RetryOptions options,
        RateLimits limits,
        RateBudget budget,
        TimeProvider clock,
        RunLog log,
        HttpMessageHandler inner
    )
    {
        _inner = inner;
        _sender = new Sender(system, inner, options, clock, log) { Budget = budget, Limits = limits };
    }

    /// <summary>
    /// Ends the waits of a run that is stopped; what has been sent is waited for, so that nobody has to guess whether it was carried out.
    /// </summary>
    public CancellationToken Stopped { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopped);
        try
        {
            return await _sender.RepeatAsync(
                _ =>
                    request.Method == HttpMethod.Get
                        ? AttemptAsync(request, waiting.Token, cancellationToken)
                        : WriteAsync(request, waiting.Token, cancellationToken),
                waiting.Token
            );
        }
        catch (OperationCanceledException) when (Stopped.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AuditException(
                $"{PlaceOf(request)}: the run was stopped by a signal while it waited to ask {_sender.System}. Run it again.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sender.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string PlaceOf(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";

    private async ValueTask<HttpResponseMessage> WriteAsync(
        HttpRequestMessage request,
        CancellationToken waiting,
        CancellationToken cancellationToken
    )
    {
        var place = PlaceOf(request);
        var response = await _sender.SendWholeAsync(request, place, waiting, cancellationToken);
        if (await WholeAnswer.ProblemAsync(request, response, cancellationToken) is { } problem)
        {
            // It was carried out, and nobody knows what it came to: as if the reply had been lost.
            response.Dispose();
            throw new HttpRequestException($"{_sender.System} took the request, but {problem}.");
        }

        return response.StatusCode == HttpStatusCode.TooManyRequests || await IsResourceLockAsync(response, cancellationToken)
            ? throw Passing(place, response)
            : response;
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
            var response = await _sender.SendWholeAsync(request, place, waiting, cancellationToken);
            if (RequestFailure.MayPass(response.StatusCode) || await IsResourceLockAsync(response, cancellationToken))
            {
                throw Passing(place, response);
            }

            if (await WholeAnswer.ProblemAsync(request, response, cancellationToken) is { } problem)
            {
                response.Dispose();
                throw new PassingFailure($"{place}: {_sender.System} answered, but {problem}");
            }

            return response;
        }
        catch (Exception error)
            when (error is not OperationCanceledException && RequestFailure.Unanswered(_sender.System, error) is { } clause)
        {
            throw new PassingFailure($"{place}: {clause}", innerException: error);
        }
    }

    private static async Task<bool> IsResourceLockAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode == HttpStatusCode.Conflict
        && RequestFailure.IsResourceLock(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));

    private PassingFailure Passing(string place, HttpResponseMessage response)
    {
        using (response)
        {
            var said = response.StatusCode == HttpStatusCode.Conflict ? RequestFailure.ResourceLock : null;
            return _sender.Passing($"{place}: {RequestFailure.Answered(_sender.System, response.StatusCode, said)}", response);
        }
    }
}
