using Newtonsoft.Json;

namespace GitLabApiClient.Models.Issues.Responses;

/// <summary>Who closed an issue. The state is read from <c>active</c>, a name that GitLab does not send (observed).</summary>
public sealed class ClosedBy : ModifiableObject
{
    [JsonProperty("active")]
    public string State;

    [JsonProperty("web_url")]
    public string WebUrl;

    [JsonProperty("avatar_url")]
    public string AvatarUrl;

    [JsonProperty("username")]
    public string Username;

    [JsonProperty("name")]
    public string Name;
}
