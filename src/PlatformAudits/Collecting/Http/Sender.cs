using System.Net.Http.Headers;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Sends every request of this program: in its turn of the credential's budget, with a limit on the wait for the answer, and as often as
/// <see cref="Retry"/> says where the caller may repeat it. The handlers below it add the credential; no body holds a secret, and no
/// failure of the network tells one.
/// </summary>
internal sealed class Sender : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _transport;
    private readonly RateLimitCaller _caller;
    private readonly Retry _retry;

    /// <param name="transport">Sends a request once; it outlives the sender.</param>
    /// <param name="note">Is told of every wait that is over; null when nobody keeps them.</param>
    public Sender(
        string system,
        HttpMessageHandler transport,
        RetryOptions retry,
        TimeProvider clock,
        RunLog log,
        Action<RateWait>? note = null
    )
    {
        System = system;
        _clock = clock;
        _transport = new HttpMessageInvoker(transport, disposeHandler: false);
        _caller = new RateLimitCaller(system, log, retry.WaitBudget, note);
        _retry = new Retry(retry, clock, _caller);
    }

    /// <summary>The system's name as people say it.</summary>
    public string System { get; }

    /// <summary>The credential's requests, shared with whoever else asks with it.</summary>
    public RateBudget Budget { get; init; } = RateBudget.Unlimited;

    public RateLimits Limits { get; init; } = RateLimits.Unknown;

    /// <summary>How long an answer may take: its headers, or the whole of it with <see cref="SendWholeAsync"/>.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Who asks, for the system's own log; null to say nothing.</summary>
    public ProductInfoHeaderValue? UserAgent { get; init; }

    /// <summary>
    /// Runs an attempt that may be made again, until it succeeds, fails for good, or the repeats or the waits are used up.
    /// </summary>
    /// <param name="attempt">The attempt; it throws <see cref="PassingFailure"/> for what may pass.</param>
    /// <exception cref="AuditException">The last failure's sentence, with how often it was tried.</exception>
    public Task<T> RepeatAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken) =>
        _retry.RunAsync(attempt, cancellationToken);

    /// <summary>Waits until a request may be sent.</summary>
    /// <param name="place">What is being done and where, for a sentence.</param>
    /// <exception cref="AuditException">The system has refused every request for too long.</exception>
    public ValueTask<RateLimitLease> TurnAsync(HttpMethod method, string path, string place, CancellationToken cancellationToken) =>
        Budget.AcquireAsync(_caller, method.Method, path, place, cancellationToken);

    /// <summary>Sends a request and gives its answer as soon as the headers have come.</summary>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, RateLimitLease turn, CancellationToken cancellationToken) =>
        SendAsync(request, turn, (response, _) => Task.FromResult(response), cancellationToken);

    /// <summary>Sends a request in its turn and reads the answer to its end.</summary>
    /// <param name="place">What is being done and where, for a sentence.</param>
    /// <param name="waiting">Ends the wait for the turn, but not the request once it is sent.</param>
    /// <exception cref="TimeoutException">No whole answer came in time.</exception>
    /// <exception cref="AuditException">The system has refused every request for too long.</exception>
    public async Task<HttpResponseMessage> SendWholeAsync(
        HttpRequestMessage request,
        string place,
        CancellationToken waiting,
        CancellationToken cancellationToken
    )
    {
        var turn = await TurnAsync(request.Method, request.RequestUri!.AbsolutePath, place, waiting);
        return await SendAsync(request, turn, LoadAsync, cancellationToken);
    }

    /// <summary>A refusal that may pass, as a failure that a repeat may heal.</summary>
    public PassingFailure Passing(string sentence, HttpResponseMessage response) =>
        PassingFailure.Of(sentence, response, Limits, Budget, _clock);

    public void Dispose() => _transport.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        RateLimitLease turn,
        Func<HttpResponseMessage, CancellationToken, Task<HttpResponseMessage>> receive,
        CancellationToken cancellationToken
    )
    {
        HttpResponseMessage? response = null;
        using var limit = new CancellationTokenSource(AnswerLimit, _clock);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            if (UserAgent is not null)
            {
                request.Headers.UserAgent.Add(UserAgent);
            }

            request.Headers.AcceptEncoding.Clear();
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
            await RedactAsync(request, limited.Token);
            return response = await receive(await _transport.SendAsync(request, limited.Token), limited.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {AnswerLimit}.", error);
        }
        catch (HttpRequestException error) when (RequestFailure.TellsSecret(error))
        {
            throw new HttpRequestException(error.HttpRequestError, RequestFailure.CauseOf(error), null, error.StatusCode);
        }
        catch (IOException error) when (RequestFailure.TellsSecret(error))
        {
            throw new IOException(RequestFailure.CauseOf(error));
        }
        finally
        {
            Budget.Release(turn, response);
        }
    }

    /// <summary>The last gate before the network: a secret belongs into a header only, or into the request for a token.</summary>
    private static async Task RedactAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content || TokenGrant.Is(request))
        {
            return;
        }

        var text = await content.ReadAsStringAsync(cancellationToken);
        if (Secrets.Current.RedactedIn(text) is var redacted && redacted != text)
        {
            request.Content = new StringContent(redacted) { Headers = { ContentType = content.Headers.ContentType } };
        }
    }

    private static async Task<HttpResponseMessage> LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
