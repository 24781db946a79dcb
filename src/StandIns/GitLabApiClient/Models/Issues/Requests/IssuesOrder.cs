namespace GitLabApiClient.Models.Issues.Requests;

/// <summary>The date by which issues are ordered; the default is not sent.</summary>
public enum IssuesOrder
{
    CreatedAt = 0,
    UpdatedAt = 1,
}
