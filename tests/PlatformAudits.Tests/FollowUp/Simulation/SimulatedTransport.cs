using System.Net;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using PlatformAudits.Tests.Tracking.Schedules;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>
/// A runner's line to the sandbox. Every request takes time; where the line is gated, each waits for its turn and may be lost or kill the
/// runner.
/// </summary>
public sealed class SimulatedTransport(
    HttpMessageHandler inner,
    FakeTimeProvider clock,
    Action<string, string, string> wrote,
    bool isGated
) : DelegatingHandler(inner)
{
    /// <summary>A run that makes so many does not end; the busiest ones make some dozens.</summary>
    private const int MostRequests = 10_000;

    private volatile TaskCompletionSource<Fault>? _turn;

    public bool IsWaiting => _turn is not null;

    public bool IsKilled { get; private set; }

    public int Requests { get; private set; }

    /// <summary>The number of the request at which the runner is killed, from 1; 0 for never.</summary>
    public int KilledAt { get; init; }

    /// <summary>Whether the request at which it is killed still arrives.</summary>
    public bool KilledRequestArrives { get; init; }

    public string Next { get; private set; } = "";

    public void Release(Fault fault)
    {
        var turn = _turn!;
        _turn = null;
        turn.SetResult(fault);
    }

    /// <summary>Lets so many requests of a run pass, and waits until the next one waits; false when the run has ended before.</summary>
    public async Task<bool> PassAsync(Task run, int requests)
    {
        for (; ; requests--)
        {
            while (!IsWaiting && !run.IsCompleted)
            {
                await Task.Yield();
            }

            if (run.IsCompleted || requests == 0)
            {
                return !run.IsCompleted;
            }

            Release(Fault.None);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsKilled)
        {
            throw new KilledException();
        }

        if (Requests == MostRequests)
        {
            throw new InvalidOperationException("A run does not end.");
        }

        Next = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        var fault = Fault.None;
        if (isGated)
        {
            var turn = new TaskCompletionSource<Fault>();
            _turn = turn;
            fault = await turn.Task;
        }

        Requests++;
        if (Requests == KilledAt)
        {
            fault = KilledRequestArrives ? Fault.KilledAfter : Fault.KilledBefore;
        }

        IsKilled = fault is Fault.KilledBefore or Fault.KilledAfter;
        if (fault is Fault.KilledBefore)
        {
            throw new KilledException();
        }

        if (fault == Fault.LostRequest)
        {
            throw new HttpRequestException("the connection was reset");
        }

        var body = request.Content is null
            ? ""
            : (string?)JObject.Parse(await request.Content.ReadAsStringAsync(cancellationToken))["body"] ?? "";
        var response = await base.SendAsync(request, cancellationToken);
        clock.Advance(TimeSpan.FromMilliseconds(700));
        if (
            request.Method != HttpMethod.Get
            && response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent
        )
        {
            wrote(request.Method.Method, request.RequestUri.AbsolutePath, body);
        }

        return fault switch
        {
            Fault.KilledAfter => throw new KilledException(),
            Fault.LostReply => throw new HttpRequestException("the connection was reset"),
            _ => response,
        };
    }
}
