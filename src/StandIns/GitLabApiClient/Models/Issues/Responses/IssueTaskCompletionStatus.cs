using Newtonsoft.Json;

namespace GitLabApiClient.Models.Issues.Responses;

/// <summary>How many task-list items a description has and how many of them are ticked.</summary>
public class IssueTaskCompletionStatus
{
    [JsonProperty("count")]
    public int Count { get; set; }

    [JsonProperty("completed_count")]
    public int Completed { get; set; }
}
