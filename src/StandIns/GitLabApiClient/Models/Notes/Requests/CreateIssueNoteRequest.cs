using Newtonsoft.Json;

namespace GitLabApiClient.Models.Notes.Requests;

/// <summary>A note to be added to an issue.</summary>
public sealed class CreateIssueNoteRequest
{
    public CreateIssueNoteRequest(string body) => Body = body;

    public CreateIssueNoteRequest()
    {
    }

    [JsonProperty("body")]
    public string Body { get; set; }

    [JsonProperty("created_at")]
    public DateTime? CreatedAt { get; set; }
}
