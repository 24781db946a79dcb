using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace GitLabApiClient.Internal.Json;

/// <summary>JSON between this client and GitLab. A null in an answer leaves the member's default in place.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new WithoutEmptyValues(),
        Converters = { new StringEnumConverter() },
        NullValueHandling = NullValueHandling.Ignore,
    };

    public static string Write(object request) => JsonConvert.SerializeObject(request, Settings);

    public static T Read<T>(string answer) => JsonConvert.DeserializeObject<T>(answer, Settings);
}
