using Newtonsoft.Json;

namespace GitLabApiClient.Models;

/// <summary>A person as an issue names it: its author or one of its assignees.</summary>
public sealed class Assignee
{
    [JsonProperty("id")]
    public int Id { get; set; }

    [JsonProperty("state")]
    public string State { get; set; }

    [JsonProperty("avatar_url")]
    public string AvatarUrl { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("created_at")]
    public DateTime CreatedAt { get; set; }

    [JsonProperty("username")]
    public string Username { get; set; }

    [JsonProperty("web_url")]
    public string WebUrl { get; set; }
}
