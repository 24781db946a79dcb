using Newtonsoft.Json;

namespace GitLabApiClient.Models.Notes.Requests;

/// <summary>The new text of a note.</summary>
public sealed class UpdateIssueNoteRequest
{
    public UpdateIssueNoteRequest(string body) => Body = body;

    public UpdateIssueNoteRequest()
    {
    }

    [JsonProperty("body")]
    public string Body { get; set; }
}
