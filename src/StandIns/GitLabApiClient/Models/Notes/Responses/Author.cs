using Newtonsoft.Json;

namespace GitLabApiClient.Models.Notes.Responses;

/// <summary>The author of a note.</summary>
public sealed class Author
{
    [JsonProperty("id")]
    public int Id { get; set; }

    [JsonProperty("username")]
    public string Username { get; set; }

    [JsonProperty("email")]
    public string Email { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("state")]
    public string State { get; set; }

    [JsonProperty("avatar_url")]
    public string AvatarUrl { get; set; }

    [JsonProperty("web_url")]
    public string WebUrl { get; set; }
}
