using System.Net;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Replaying;

/// <summary>
/// Answers requests from a snapshot instead of the network: each request gets the answers that it got then, in their order. A
/// request that was not made then is an error.
/// </summary>
internal sealed class ReplayHandler : HttpMessageHandler
{
    private readonly string _folder;
    private readonly Uri _baseAddress;
    private readonly Dictionary<string, Queue<Exchange>> _exchanges;

    /// <param name="folder">The snapshot's folder, which was held against its manifest.</param>
    public ReplayHandler(string folder, Manifest manifest, AskedSystem system)
    {
        _folder = folder;
        _baseAddress = new Uri(system.BaseUrl + "/");
        _exchanges = manifest
            .Exchanges.Where(e => e.System == system.Name)
            .GroupBy(e => e.Method + " " + e.Path)
            .ToDictionary(g => g.Key, g => new Queue<Exchange>(g.OrderBy(e => e.At)), StringComparer.Ordinal);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = ApiClient.RelativePath(_baseAddress, request.RequestUri!);
        Exchange? exchange;
        lock (_exchanges)
        {
            if (!_exchanges.TryGetValue($"{request.Method} {path}", out var queue) || !queue.TryDequeue(out exchange))
            {
                throw new AuditException(
                    $"Replaying {_folder}: the recorded run did not ask {request.Method} {path}, so there is no answer to it. "
                        + "Replay with the version that recorded it, and with its own settings."
                );
            }
        }

        if (exchange.File is null)
        {
            throw new HttpRequestException(exchange.Problem ?? "no answer was recorded");
        }

        if (exchange.Status is < 0 or > 999)
        {
            throw new AuditException(
                $"Replaying {_folder}: the manifest gives {path} a status that no answer has. Use an unchanged snapshot."
            );
        }

        var response = new HttpResponseMessage((HttpStatusCode)exchange.Status)
        {
            RequestMessage = request,
            Content = new StreamContent(RegularFile.OpenRead(Path.Combine(_folder, exchange.File))),
        };
        foreach (var (name, value) in exchange.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Task.FromResult(response);
    }
}

/// <summary>
/// The clock of a replay: it stands at the recorded run's start, and every wait is over at once, as if its time had passed.
/// </summary>
internal sealed class ReplayClock : TimeProvider
{
    private readonly DateTimeOffset _now;
    private long _waited;

    public ReplayClock(DateTimeOffset now) => _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _waited);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Interlocked.Add(ref _waited, dueTime.Ticks);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
