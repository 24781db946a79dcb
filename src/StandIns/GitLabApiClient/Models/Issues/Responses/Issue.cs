using Newtonsoft.Json;

namespace GitLabApiClient.Models.Issues.Responses;

/// <summary>An issue as GitLab returns it; of the records within it, its people alone.</summary>
public sealed class Issue : ModifiableObject
{
    [JsonProperty("confidential")]
    public bool Confidential { get; set; }

    [JsonProperty("assignees")]
    public List<Assignee> Assignees { get; } = [];

    [JsonProperty("author")]
    public Assignee Author { get; set; }

    [JsonProperty("description")]
    public string Description { get; set; }

    [JsonProperty("due_date")]
    public string DueDate { get; set; }

    [JsonProperty("project_id")]
    public string ProjectId { get; set; }

    [JsonProperty("labels")]
    public List<string> Labels { get; } = [];

    [JsonProperty("closed_at")]
    public DateTime? ClosedAt { get; set; }

    [JsonProperty("title")]
    public string Title { get; set; }

    [JsonProperty("user_notes_count")]
    public int UserNotesCount { get; set; }

    [JsonProperty("state")]
    public IssueState State { get; set; }

    [JsonProperty("web_url")]
    public string WebUrl { get; set; }
}
