using Newtonsoft.Json;

namespace GitLabApiClient.Models.Projects.Responses;

/// <summary>A label of a project.</summary>
public sealed class Label
{
    [JsonProperty("id")]
    public int Id { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("color")]
    public string Color { get; set; }

    [JsonProperty("description")]
    public string Description { get; set; }

    [JsonProperty("priority")]
    public int? Priority { get; set; }
}
