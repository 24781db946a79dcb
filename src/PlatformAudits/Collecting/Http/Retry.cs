using System.Net;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using Polly;
using Polly.Retry;

namespace PlatformAudits.Collecting.Http;

/// <summary>How long and how often a GET is asked again.</summary>
public sealed record RetryOptions
{
    /// <summary>For writes of which nobody knows whether they may be made twice.</summary>
    public static RetryOptions None { get; } = new() { Repeats = 0 };

    /// <summary>Repeats of one request at the most; 0 to 100.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>The wait before the first repeat when the vendor names none; it doubles with each repeat.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The sum of the waits before the repeats of one request. A wait that would exceed it ends the audit.</summary>
    public TimeSpan WaitBudget { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>
/// Repeats a GET that failed in passing: no connection, no answer in time, a body that broke off, 408, 425, 429, 5xx, or GitLab's 409 for
/// a locked resource. It waits as long as the vendor says, plus jitter; the waits of one request stay within a budget. 401, 403 and 404
/// are never repeated: a repeated 401 gets an address blocked on gitlab.com (docs.gitlab.com/user/gitlab_com, "IP blocks").
/// </summary>
internal sealed class Retry
{
    private static readonly ResiliencePropertyKey<TimeSpan> Waited = new("waited");
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(30);

    private readonly RetryOptions _options;
    private readonly RateLimitCaller _caller;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _pipeline;

    public Retry(RetryOptions options, TimeProvider clock, RateLimitCaller caller)
    {
        _options = options;
        _caller = caller;
        _clock = clock;
        _pipeline =
            options.Repeats == 0
                ? ResiliencePipeline.Empty
                : new ResiliencePipelineBuilder { TimeProvider = clock }
                    .AddRetry(
                        new RetryStrategyOptions
                        {
                            ShouldHandle = new PredicateBuilder().Handle<PassingFailure>(),
                            MaxRetryAttempts = options.Repeats,
                            Delay = TimeSpan.Zero,
                            OnRetry = arguments =>
                                arguments.Outcome.Exception is PassingFailure failure
                                    ? WaitAsync(
                                        WaitBefore(arguments.AttemptNumber, failure, arguments.Context),
                                        failure,
                                        arguments.Context.CancellationToken
                                    )
                                    : ValueTask.CompletedTask,
                        }
                    )
                    .Build();
    }

    /// <summary>Runs an attempt until it succeeds, fails for good, or the repeats or the budget are used up.</summary>
    /// <param name="attempt">The attempt; it throws <see cref="PassingFailure"/> for what may pass.</param>
    /// <exception cref="AuditException">The last failure's sentence, with how often it was tried.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            return await _pipeline.ExecuteAsync(inner => attempt(inner.CancellationToken), context);
        }
        catch (PassingFailure failure)
        {
            throw new AuditException($"{failure.Message} after {_options.Repeats + 1} tries; try again later.", innerException: failure);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private TimeSpan WaitBefore(int repeat, PassingFailure failure, ResilienceContext context)
    {
        var wait = failure.Wait ?? _options.FirstWait * Math.Pow(2, repeat);
#pragma warning disable CA5394 // Jitter keeps parallel lists from asking in step; it protects nothing.
        wait += wait * 0.1 * Random.Shared.NextDouble() + TimeSpan.FromMilliseconds(50 * Random.Shared.NextDouble());
#pragma warning restore CA5394
        var waited = context.Properties.GetValue(Waited, TimeSpan.Zero) + wait;
        context.Properties.Set(Waited, waited);
        return waited <= _options.WaitBudget
            ? wait
            : throw new AuditException(
                $"{failure.Message}; the next try would have to wait {Sentence.Duration(wait)}, and a request may wait "
                    + $"{Sentence.Duration(_options.WaitBudget)} in all. Try again later.",
                innerException: failure
            );
    }

    /// <summary>Waits, and says so at the beginning and every half minute.</summary>
    private async ValueTask WaitAsync(TimeSpan wait, PassingFailure failure, CancellationToken cancellationToken)
    {
        var begin = _clock.GetTimestamp();
        var from = _clock.GetUtcNow();
        _caller.Log.Step($"{failure.Message}; waiting {Sentence.Duration(wait)} before the next try.");
        using (wait <= BetweenWords ? null : _clock.CreateTimer(_ => StillWaiting(), null, BetweenWords, BetweenWords))
        {
            await Task.Delay(wait, _clock, cancellationToken);
        }

        _caller.Note?.Invoke(new RateWait(_caller.System, from, _clock.GetUtcNow(), failure.Message));

        void StillWaiting()
        {
            if (wait - _clock.GetElapsedTime(begin) is var left && left >= TimeSpan.FromSeconds(1))
            {
                _caller.Log.Step($"{_caller.System}: waiting another {Sentence.Duration(left)} before the next try.");
            }
        }
    }
}

/// <summary>A failure that a repeat may heal.</summary>
internal sealed class PassingFailure : Exception
{
    public PassingFailure(string message, TimeSpan? wait = null, Exception? innerException = null)
        : base(Secrets.Current.RedactedIn(message), innerException) => Wait = wait;

    /// <summary>The wait that the vendor asked for.</summary>
    public TimeSpan? Wait { get; }

    /// <summary>
    /// A refusal that may pass. After 429 nobody asks with the same credential until the wait is over: the one that the vendor names, else
    /// its limit's window. A wait that is longer than any limit that is documented is cut, and the sentence says so.
    /// </summary>
    public static PassingFailure Of(string message, HttpResponseMessage response, RateLimits limits, RateBudget budget, TimeProvider clock)
    {
        var isLimit = response.StatusCode == HttpStatusCode.TooManyRequests;
        var wait = RateNotice.WaitAskedFor(response, clock.GetUtcNow()) ?? (isLimit ? limits.Quota?.Window : null);
        if (wait > limits.LongestWait)
        {
            message += $" and asked for a wait of {Sentence.Duration(wait.Value)}, which is longer than any limit that it documents";
            wait = limits.LongestWait;
        }

        if (isLimit && wait is { } pause)
        {
            budget.Pause(pause);
        }

        return new PassingFailure(message, wait);
    }
}
