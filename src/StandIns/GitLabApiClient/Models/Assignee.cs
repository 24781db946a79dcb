using Newtonsoft.Json;

namespace GitLabApiClient.Models;

/// <summary>Somebody with an account, as issues name their people. The id is 32-bit.</summary>
public sealed class Assignee
{
    [JsonProperty("id")]
    public int Id { get; set; }

    [JsonProperty("username")]
    public string Username { get; set; }
}
