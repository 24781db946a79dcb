using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>A whole answer.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Body)
{
    public JObject Json => Parse<JObject>();

    public JArray Rows => Parse<JArray>();

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    // Times stay text, as they were sent.
    private T Parse<T>()
        where T : JToken
    {
        using var reader = new JsonTextReader(new StringReader(Body)) { DateParseHandling = DateParseHandling.None };
        return (T)JToken.Load(reader);
    }
}
