using Newtonsoft.Json;

namespace GitLabApiClient.Models.Projects.Requests;

/// <summary>A label to be added to a project.</summary>
public sealed class CreateProjectLabelRequest
{
    public CreateProjectLabelRequest(string name) => Name = name;

    [JsonProperty("name")]
    public string Name { get; }

    [JsonProperty("color")]
    public string Color { get; set; }

    [JsonProperty("description")]
    public string Description { get; set; }

    [JsonProperty("priority")]
    public int? Priority { get; set; }
}
