using System.Net;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Limits;

/// <summary>
/// The requests that one credential may send to one system, shared by whatever is read at the same time. It lets requests go as fast as
/// the limit allows and holds back the others, so that the vendor never has to refuse one: it starts from the published quota, and takes
/// over what the vendor's headers say with every answer. Safe to use from several threads.
/// </summary>
public sealed class RateBudget
{
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(30);

    private readonly RateLimits _limits;
    private readonly TimeProvider _clock;
    private readonly long _origin;
    private readonly Lock _lock = new();
    private readonly List<(EndpointQuota Endpoint, RateWindow Window)> _endpoints;
    private readonly Dictionary<string, TimeSpan> _endpointPauses = new(StringComparer.Ordinal);
    private readonly Dictionary<RunLog, TimeSpan> _nextWord = [];
    private readonly RateWindow? _window;
    private TimeSpan _pausedUntil;
    private TimeSpan? _refusedSince;
    private long _sent;
    private long _answered;
    private long _mostToSend = long.MaxValue;
    private TimeSpan _mostUntil;
    private long _mostSaidBy;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A budget that nothing has been taken from.</summary>
    /// <param name="limits">What the vendor has published, or the settings say.</param>
    public RateBudget(RateLimits limits, TimeProvider clock)
    {
        _limits = limits;
        _clock = clock;
        _origin = clock.GetTimestamp();
        _window = limits.Quota is { } quota ? new RateWindow(quota) : null;
        _endpoints = [.. limits.Endpoints.Select(e => (e, new RateWindow(e.Quota)))];
    }

    /// <summary>A budget that holds nothing back, for a replay.</summary>
    internal static RateBudget Unlimited { get; } = new(RateLimits.Unknown, TimeProvider.System) { HoldsBack = false };

    private bool HoldsBack { get; init; } = true;

    private TimeSpan Now => _clock.GetElapsedTime(_origin);

    /// <summary>Waits until a request may be sent. <see cref="Release"/> is to be called when its answer, or none, has come.</summary>
    /// <param name="place">What is being done and where, for a sentence.</param>
    /// <exception cref="AuditException">Every request has been refused for so long that the next one would come after the caller's
    /// patience.</exception>
    public async ValueTask<RateLimitLease> AcquireAsync(
        RateLimitCaller caller,
        string method,
        string path,
        string place,
        CancellationToken cancellationToken
    )
    {
        (DateTimeOffset From, string Why)? held = null;
        while (true)
        {
            TimeSpan wait;
            Task changed;
            string? word = null;
            string? hopeless = null;
            RateLimitLease? turn = null;
            lock (_lock)
            {
                var now = Now;
                var (at, why) = Earliest(method, path, now);
                if (at <= now)
                {
                    turn = Take(method, path);
                }
                else if (_pausedUntil > now && _pausedUntil - _refusedSince is { } refusing && refusing > caller.Patience)
                {
                    hopeless =
                        $"{place}: {caller.System} refuses every request because of its limit; the next one would be "
                        + $"{Sentence.Duration(refusing)} after the first that it refused, and a request may wait "
                        + $"{Sentence.Duration(caller.Patience)} in all. Try again later.";
                }
                else
                {
                    held ??= (_clock.GetUtcNow(), why);
                }

                wait = at == TimeSpan.MaxValue ? BetweenWords : at - now;
                changed = _changed.Task;
                if (
                    turn is null
                    && hopeless is null
                    && at != TimeSpan.MaxValue
                    && wait >= WorthTelling
                    && _nextWord.GetValueOrDefault(caller.Log) <= now
                )
                {
                    _nextWord[caller.Log] = now + BetweenWords;
                    word = $"{caller.System}: {why}; the next request goes out in {Sentence.Duration(wait)}.";
                }
            }

            if (turn is not null || hopeless is not null)
            {
                if (held is var (from, reason) && _clock.GetUtcNow() - from >= WorthTelling)
                {
                    caller.Note?.Invoke(new RateWait(caller.System, from, _clock.GetUtcNow(), reason));
                }

                return turn ?? throw new AuditException(hopeless!);
            }

            if (word is not null)
            {
                caller.Log.Step(word);
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(
                changed,
                Task.Delay((wait < BetweenWords ? wait : BetweenWords) + TimeSpan.FromMilliseconds(1), _clock, over.Token)
            );
            await over.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The answer has come, or it is certain that none will.</summary>
    /// <param name="answer">The answer, or null.</param>
    public void Release(RateLimitLease turn, HttpResponseMessage? answer)
    {
        lock (_lock)
        {
            var now = Now;
            _answered++;
            foreach (var window in turn.Windows)
            {
                window.Leave(now);
            }

            if (answer is not null && HoldsBack)
            {
                _refusedSince = answer.StatusCode == HttpStatusCode.TooManyRequests ? _refusedSince : null;
                Learn(turn, answer, now);
            }

            Changed();
        }
    }

    /// <summary>The vendor has refused a request because of its limit: for so long nothing is sent.</summary>
    public void Pause(TimeSpan wait)
    {
        if (!HoldsBack)
        {
            return;
        }

        lock (_lock)
        {
            var now = Now;
            _refusedSince ??= now;
            _pausedUntil = now + wait > _pausedUntil ? now + wait : _pausedUntil;
            Changed();
        }
    }

    private (TimeSpan At, string Why) Earliest(string method, string path, TimeSpan now)
    {
        var earliest = (At: now, Why: "");
        Hold(_pausedUntil, "it has refused a request because of its limit");
        if (_sent >= _mostToSend)
        {
            Hold(_mostUntil, "by its own count no request is left");
        }

        if (_window is not null)
        {
            Hold(_window.RoomAt(now), $"its {_window.Quota} are used up");
        }

        foreach (var (endpoint, window) in _endpoints)
        {
            if (endpoint.Fits(method, path))
            {
                Hold(window.RoomAt(now), $"its {window.Quota} for {endpoint.What} are used up");
            }
        }

        if (_endpointPauses.TryGetValue(path, out var until))
        {
            Hold(until, "by its own count no request of this kind is left");
        }

        return earliest;

        void Hold(TimeSpan at, string why) => earliest = at > earliest.At ? (at, why) : earliest;
    }

    private RateLimitLease Take(string method, string path)
    {
        var windows = _endpoints.Where(e => e.Endpoint.Fits(method, path)).Select(e => e.Window).ToList();
        if (_window is not null)
        {
            windows.Add(_window);
        }

        windows.ForEach(w => w.Enter());
        return new RateLimitLease(++_sent, _answered, path, windows);
    }

    private void Learn(RateLimitLease turn, HttpResponseMessage answer, TimeSpan now)
    {
        var notice = RateNotice.Of(answer, _clock.GetUtcNow());
        var allowed =
            _limits is { IsConfigured: true, Quota.Requests: var configured } && configured < notice.Limit ? configured : notice.Limit;
        if (allowed is { } limit && _window is not null)
        {
            _window.Allow(limit);
        }

        // What the vendor had counted when it wrote the header are at least the requests that were answered before this one was sent, and
        // this one. Of two answers that of the later
        // request counts.
        if (notice.Remaining is { } remaining && turn.Number > _mostSaidBy)
        {
            var reset = notice.Reset ?? _limits.Quota?.Window ?? TimeSpan.FromMinutes(1);
            _mostSaidBy = turn.Number;
            _mostToSend = turn.AnsweredBefore + 1 + remaining;
            _mostUntil = now + (reset < _limits.LongestWait ? reset : _limits.LongestWait);
        }

        if (RateNotice.EndpointPause(answer) is { } pause)
        {
            _endpointPauses[turn.Path] = now + (pause < _limits.LongestWait ? pause : _limits.LongestWait);
        }
    }

    private void Changed()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
