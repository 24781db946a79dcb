using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;

namespace PlatformAudits.Collecting;

/// <summary>How long and how often a GET is asked again.</summary>
public sealed record RetryOptions
{
    /// <summary>Repeats of one request at the most; 0 to 100.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>The wait before the first repeat when the vendor names none; it doubles with each repeat.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The sum of all waits of one system in one run. A wait that would exceed it ends the audit.</summary>
    public TimeSpan WaitBudget { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>
/// Repeats a GET that failed in passing: no connection, no answer in time, a body that broke off, 408, 425, 429 or 5xx. It waits as long as the
/// vendor says, plus jitter; all waits together stay within a budget. 401, 403 and 404 are never repeated: a repeated 401 gets an address
/// blocked on gitlab.com (docs.gitlab.com/user/gitlab_com, "IP blocks").
/// </summary>
public sealed class Retry
{
    private readonly RetryOptions _options;
    private readonly RunLog _log;
    private readonly ResiliencePipeline _pipeline;
    private readonly Lock _lock = new();
    private TimeSpan _waited;

    /// <summary>A retry with a budget of its own.</summary>
    /// <param name="options">How long and how often.</param>
    /// <param name="clock">The clock that waits are measured with.</param>
    /// <param name="log">Is told of every wait.</param>
    public Retry(RetryOptions options, TimeProvider clock, RunLog log)
    {
        _options = options;
        _log = log;
        _pipeline = options.Repeats == 0
            ? ResiliencePipeline.Empty
            : new ResiliencePipelineBuilder { TimeProvider = clock }
                .AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<PassingFailure>(),
                    MaxRetryAttempts = options.Repeats,
                    DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(WaitBefore(arguments.AttemptNumber, (PassingFailure)arguments.Outcome.Exception!)),
                })
                .Build();
    }

    /// <summary>Runs an attempt until it succeeds, fails for good, or the repeats or the budget are used up.</summary>
    /// <param name="attempt">The attempt; it throws <see cref="PassingFailure"/> for what may pass.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="AuditException">The last failure's sentence, with how often it was tried.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
        catch (PassingFailure failure)
        {
            throw new AuditException($"{failure.Message} after {_options.Repeats + 1} tries; try again later.", innerException: failure);
        }
    }

    /// <summary>Whether a status may pass when the request is repeated.</summary>
    internal static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests or
            HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>
    /// The wait that a response asks for: <c>Retry-After</c> in seconds or as a date (RFC 9110, 10.2.3), else the vendor's own reset header in
    /// seconds; null when there is none or it makes no sense.
    /// </summary>
    internal static TimeSpan? WaitAskedFor(HttpResponseMessage response, string? resetHeader, DateTimeOffset now)
    {
        if (response.Headers.NonValidated.TryGetValues("Retry-After", out var values))
        {
            var text = values.ToString().Trim();
            if (Seconds(text) is { } seconds)
            {
                return seconds;
            }

            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            {
                return date > now ? date - now : TimeSpan.Zero;
            }
        }

        return resetHeader is not null && response.Headers.NonValidated.TryGetValues(resetHeader, out values) ? Seconds(values.ToString().Trim()) : null;
    }

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(Math.Max(0, seconds))
            : null;

    private TimeSpan WaitBefore(int repeat, PassingFailure failure)
    {
        var wait = failure.Wait ?? _options.FirstWait * Math.Pow(2, repeat);
#pragma warning disable CA5394 // Jitter keeps parallel lists from asking in step; it protects nothing.
        wait += wait * 0.1 * Random.Shared.NextDouble() + TimeSpan.FromMilliseconds(50 * Random.Shared.NextDouble());
#pragma warning restore CA5394
        lock (_lock)
        {
            if (_waited + wait > _options.WaitBudget)
            {
                throw new AuditException(
                    $"{failure.Message}; the next try would have to wait {Sentence.Duration(wait)}, and the run may wait {Sentence.Duration(_options.WaitBudget)} in all. Try again later.",
                    innerException: failure);
            }

            _waited += wait;
        }

        _log.Step($"{failure.Message}; waiting {Sentence.Duration(wait)} before the next try.");
        return wait;
    }
}

/// <summary>A failure that a repeat may heal.</summary>
internal sealed class PassingFailure : Exception
{
    public PassingFailure(string message, TimeSpan? wait = null, Exception? innerException = null)
        : base(message, innerException) => Wait = wait;

    /// <summary>The wait that the vendor asked for.</summary>
    public TimeSpan? Wait { get; }
}
