using Newtonsoft.Json;

namespace PlatformAudits.Sandbox.Http;

/// <summary>One request that a vendor received. It is complete as soon as the client has the whole answer.</summary>
public sealed class LoggedRequest
{
    private long _bytesSent;

    internal LoggedRequest(long number, string method, string target, DateTimeOffset at)
    {
        Number = number;
        Method = method;
        Target = target;
        At = at;
    }

    /// <summary>1 for the first request.</summary>
    [JsonProperty("number")]
    public long Number { get; }

    /// <summary>The HTTP method.</summary>
    [JsonProperty("method")]
    public string Method { get; }

    /// <summary>Path and query exactly as received, percent signs and all.</summary>
    [JsonProperty("target")]
    public string Target { get; }

    /// <summary>When it was received.</summary>
    [JsonIgnore]
    public DateTimeOffset At { get; }

    /// <summary>The status answered; 0 until there is one.</summary>
    [JsonProperty("status")]
    public int Status { get; internal set; }

    /// <summary>The length of the answer's body in bytes.</summary>
    [JsonProperty("bytes_sent")]
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>The quick actions (<c>/close</c>) that GitLab would execute from the text written.</summary>
    [JsonProperty("quick_actions")]
    public IReadOnlyList<string> QuickActions { get; internal set; } = [];

    /// <summary>Those whom GitLab would notify because the text written mentions them (<c>@all</c>).</summary>
    [JsonProperty("mentions")]
    public IReadOnlyList<string> Mentions { get; internal set; } = [];

    /// <summary>The fault that happened to the answer, or null.</summary>
    [JsonProperty("fault", NullValueHandling = NullValueHandling.Ignore)]
    public string? Fault { get; internal set; }

    /// <summary>What GitLab would turn into references to issues, labels and so on (<c>#12</c>).</summary>
    [JsonProperty("references")]
    public IReadOnlyList<string> References { get; internal set; } = [];

    /// <summary>What else GitLab would not show as plain text: links, images, HTML, formulas.</summary>
    [JsonProperty("activated")]
    public IReadOnlyList<string> Activated { get; internal set; } = [];

    /// <summary>How many headings, rows and other blocks the text written has.</summary>
    [JsonProperty("structure")]
    public IReadOnlyDictionary<string, int> Structure { get; internal set; } = new Dictionary<string, int>();

    internal void AddBytes(int count) => Interlocked.Add(ref _bytesSent, count);
}
