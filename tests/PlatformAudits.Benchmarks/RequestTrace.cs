using System.Collections.Concurrent;

namespace PlatformAudits.Benchmarks;

/// <summary>Notes when each request was sent and when its answer began.</summary>
internal sealed class RequestTrace(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    private readonly ConcurrentBag<(DateTimeOffset Sent, DateTimeOffset Answered)> _requests = [];

    private int _sent;

    /// <summary>How many requests were sent.</summary>
    public int Requests => _sent;

    /// <summary>Adds something else that was waited for as if it were a request.</summary>
    public void Add(DateTimeOffset begun, DateTimeOffset ended) => _requests.Add((begun, ended));

    /// <summary>
    /// The most time that requests took of which each was sent when the one before had been answered, and how many those were: what a run
    /// waits for, even if everything else took no time at all.
    /// </summary>
    public (TimeSpan Time, int Requests) LongestChain()
    {
        var requests = _requests.OrderBy(r => r.Answered).ToArray();
        var chains = new (TimeSpan Time, int Requests)[requests.Length];
        for (var i = 0; i < requests.Length; i++)
        {
            var before = Enumerable
                .Range(0, i)
                .Where(j => requests[j].Answered <= requests[i].Sent)
                .Select(j => chains[j])
                .DefaultIfEmpty()
                .Max();
            chains[i] = (before.Time + (requests[i].Answered - requests[i].Sent), before.Requests + 1);
        }

        return chains.DefaultIfEmpty().Max();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _sent);
        var sent = DateTimeOffset.UtcNow;
        var response = await base.SendAsync(request, cancellationToken);
        _requests.Add((sent, DateTimeOffset.UtcNow));
        return response;
    }
}
