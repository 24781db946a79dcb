using Newtonsoft.Json;

namespace GitLabApiClient.Models.Projects.Responses;

/// <summary>A level of access to a project (0 to 50) and of its notifications.</summary>
public sealed class Access
{
    [JsonProperty("access_level")]
    public int AccessLevel { get; set; }

    [JsonProperty("notification_level")]
    public int NotificationLevel { get; set; }
}
