using Newtonsoft.Json;

namespace GitLabApiClient.Models.Projects.Responses;

/// <summary>The group or user that a project belongs to.</summary>
public sealed class Namespace
{
    [JsonProperty("id")]
    public int Id { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("full_path")]
    public string FullPath { get; set; }

    [JsonProperty("kind")]
    public string Kind { get; set; }

    [JsonProperty("path")]
    public string Path { get; set; }
}
