using Newtonsoft.Json;

namespace GitLabApiClient.Models.Projects.Responses;

/// <summary>The user that owns a project.</summary>
public sealed class Owner
{
    [JsonProperty("id")]
    public int Id { get; set; }

    [JsonProperty("created_at")]
    public DateTime CreatedAt { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }
}
