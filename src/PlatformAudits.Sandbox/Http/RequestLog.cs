namespace PlatformAudits.Sandbox.Http;

/// <summary>The requests that the vendors received, in the order of arrival. Safe to use from several threads.</summary>
public sealed class RequestLog
{
    /// <summary>The log keeps this many requests, the first ones, and only counts those after.</summary>
    public const int Capacity = 100_000;

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<LoggedRequest> _requests = [];
    private long _received;

    internal RequestLog(TimeProvider clock) => _clock = clock;

    /// <summary>The number of requests received.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>The number of requests received after the log was full.</summary>
    public long NotKept => Math.Max(0, Received - Capacity);

    /// <summary>The requests kept so far.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The requests kept so far that are not GET or HEAD.</summary>
    public IReadOnlyList<LoggedRequest> Writes => [.. All.Where(request => request.Method is not ("GET" or "HEAD"))];

    internal LoggedRequest Add(string method, string target)
    {
        lock (_lock)
        {
            var request = new LoggedRequest(Interlocked.Increment(ref _received), method, target, _clock.GetUtcNow());
            if (_requests.Count < Capacity)
            {
                _requests.Add(request);
            }

            return request;
        }
    }
}
