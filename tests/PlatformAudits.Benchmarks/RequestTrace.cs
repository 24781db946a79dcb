using System.Collections.Concurrent;
using System.Diagnostics;

namespace PlatformAudits.Benchmarks;

/// <summary>Notes when each request was sent and when its answer began.</summary>
internal sealed class RequestTrace(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    private readonly ConcurrentBag<(long Sent, long Answered)> _requests = [];

    /// <summary>How many requests were sent.</summary>
    public int Requests => _requests.Count;

    /// <summary>
    /// The most time that requests took of which each was sent when the one before had been answered, and how many those were: what a run waits for, even if
    /// everything else took no time at all.
    /// </summary>
    public (TimeSpan Time, int Requests) LongestChain()
    {
        var requests = _requests.OrderBy(r => r.Answered).ToArray();
        var chains = new (long Time, int Requests)[requests.Length];
        for (var i = 0; i < requests.Length; i++)
        {
            var before = Enumerable.Range(0, i).Where(j => requests[j].Answered <= requests[i].Sent).Select(j => chains[j]).DefaultIfEmpty().Max();
            chains[i] = (before.Time + requests[i].Answered - requests[i].Sent, before.Requests + 1);
        }

        var longest = chains.DefaultIfEmpty().Max();
        return (Stopwatch.GetElapsedTime(0, longest.Time), longest.Requests);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = Stopwatch.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken);
        _requests.Add((sent, Stopwatch.GetTimestamp()));
        return response;
    }
}
