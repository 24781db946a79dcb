using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.Http;

/// <summary>A vendor's answer to a request that it does not accept.</summary>
internal sealed class Refusal : Exception
{
    public Refusal(int status, JToken body)
        : this(status, Call.Json, body.ToString(Formatting.None)) { }

    public Refusal(int status, string contentType, string body)
        : base($"{status} {body}")
    {
        Status = status;
        ContentType = contentType;
        Body = body;
    }

    public int Status { get; }

    public string ContentType { get; }

    public string Body { get; }
}
