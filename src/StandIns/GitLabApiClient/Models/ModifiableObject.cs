using Newtonsoft.Json;

namespace GitLabApiClient.Models;

/// <summary>The numbers and times of an issue. Ids are 32-bit: an id beyond that fails to be read.</summary>
public class ModifiableObject
{
    internal ModifiableObject() { }

    [JsonProperty("iid")]
    public int Iid { get; set; }

    [JsonProperty("id")]
    public int Id { get; set; }

    [JsonProperty("created_at")]
    public DateTime CreatedAt { get; set; }

    [JsonProperty("updated_at")]
    public DateTime UpdatedAt { get; set; }
}
