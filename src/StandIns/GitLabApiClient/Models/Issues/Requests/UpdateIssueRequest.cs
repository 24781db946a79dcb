using GitLabApiClient.Internal.Json;
using Newtonsoft.Json;

namespace GitLabApiClient.Models.Issues.Requests;

/// <summary>
/// A change to an issue. Null and empty members are left out of the request, so labels, assignees, description and
/// due date can be replaced but never cleared.
/// </summary>
public sealed class UpdateIssueRequest
{
    [JsonProperty("title")]
    public string Title { get; set; }

    [JsonProperty("description")]
    public string Description { get; set; }

    [JsonProperty("confidential")]
    public bool? Confidential { get; set; }

    [JsonProperty("assignee_ids")]
    public List<int> Assignees { get; set; }

    [JsonProperty("milestone_id")]
    public int? MilestoneId { get; set; }

    [JsonProperty("labels")]
    [JsonConverter(typeof(CommaJoined))]
    public IList<string> Labels { get; set; }

    [JsonProperty("state_event")]
    public UpdatedIssueState? State { get; set; }

    [JsonProperty("updated_at")]
    public DateTime? UpdatedAt { get; set; }

    /// <summary>A day as <c>YYYY-MM-DD</c>.</summary>
    [JsonProperty("due_date")]
    public string DueDate { get; set; }

    [JsonProperty("weight")]
    public int? Weight { get; set; }
}
