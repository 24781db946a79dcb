using System.Net;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Tests.Tracking.Schedules;

/// <summary>What happens to a request.</summary>
public enum Fault
{
    None,
    LostRequest,
    LostReply,
    KilledBefore,
    KilledAfter,
}

/// <summary>The runner was killed; nothing catches this.</summary>
public sealed class KilledException : Exception
{
    public KilledException()
        : base("killed") { }
}

/// <summary>Holds each request of a runner back until it is its turn.</summary>
public sealed class RequestGate(HttpMessageHandler inner, Project project, Action<int, string, string> overwrites)
    : DelegatingHandler(inner)
{
    private readonly Dictionary<int, string> _read = [];
    private volatile TaskCompletionSource<Fault>? _turn;
    private string _next = "";

    public bool IsWaiting => _turn is not null;

    public bool IsKilled { get; private set; }

    public string Next => _next;

    public int Requests { get; private set; }

    public List<string> Writes { get; } = [];

    public void Release(Fault fault)
    {
        var turn = _turn!;
        _turn = null;
        turn.SetResult(fault);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsKilled)
        {
            throw new KilledException();
        }

        _next = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        var turn = new TaskCompletionSource<Fault>();
        _turn = turn;
        var fault = await turn.Task;
        Requests++;
        IsKilled = fault is Fault.KilledBefore or Fault.KilledAfter;
        if (fault == Fault.KilledBefore)
        {
            throw new KilledException();
        }

        if (fault == Fault.LostRequest)
        {
            throw new HttpRequestException("the connection was reset");
        }

        var issue = request.RequestUri.Segments is [.., "issues/", var last] && int.TryParse(last, out var iid) ? iid : 0;
        if (
            request.Method == HttpMethod.Put
            && issue > 0
            && (string?)JObject.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))["description"] is { } written
            && project.Find(issue)!.Description is { } there
            && _read.TryGetValue(issue, out var read)
            && read != there
        )
        {
            overwrites(issue, there, written);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Get)
        {
            Writes.Add($"{_next} {(int)response.StatusCode}");
        }
        else if (issue > 0 && response.StatusCode == HttpStatusCode.OK)
        {
            _read[issue] = project.Find(issue)!.Description!;
        }

        return fault switch
        {
            Fault.KilledAfter => throw new KilledException(),
            Fault.LostReply => throw new HttpRequestException("the connection was reset"),
            _ => response,
        };
    }
}
