using GitLabApiClient.Internal.Json;
using Newtonsoft.Json;

namespace GitLabApiClient.Models.Issues.Requests;

/// <summary>An issue to be opened. Null and empty members are left out of the request.</summary>
public sealed class CreateIssueRequest
{
    public CreateIssueRequest(string title) => Title = title;

    [JsonProperty("title")]
    public string Title { get; }

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

    /// <summary>A day as <c>YYYY-MM-DD</c>.</summary>
    [JsonProperty("due_date")]
    public string DueDate { get; set; }

    [JsonProperty("created_at")]
    public DateTime? CreatedAt { get; set; }

    [JsonProperty("merge_request_to_resolve_discussions_of")]
    public int? MergeRequestIdToResolveDiscussions { get; set; }

    [JsonProperty("discussion_to_resolve")]
    public int? DiscussionToResolveId { get; set; }

    [JsonProperty("weight")]
    public int? Weight { get; set; }
}
