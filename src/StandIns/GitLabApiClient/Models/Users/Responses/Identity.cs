using Newtonsoft.Json;

namespace GitLabApiClient.Models.Users.Responses;

/// <summary>An identity of a user at a sign-in provider.</summary>
public sealed class Identity
{
    [JsonProperty("extern_uid")]
    public string ExternUid { get; set; }

    [JsonProperty("provider")]
    public string Provider { get; set; }
}
