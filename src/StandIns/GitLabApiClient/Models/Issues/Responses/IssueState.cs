namespace GitLabApiClient.Models.Issues.Responses;

/// <summary>The state of an issue; <see cref="All"/> is for queries only.</summary>
public enum IssueState
{
    Opened = 0,
    Closed = 1,
    All = 2,
}
