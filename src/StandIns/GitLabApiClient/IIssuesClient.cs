using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;

namespace GitLabApiClient;

/// <summary>Issues. One is named by its number within the project (<c>iid</c>).</summary>
public interface IIssuesClient
{
    Task<Issue> CreateAsync(ProjectId projectId, CreateIssueRequest request);

    /// <summary>Lists the issues of a project, all pages. A list without a project is refused; a group cannot be named.</summary>
    Task<IList<Issue>> GetAllAsync(ProjectId projectId = null, GroupId groupId = null, Action<IssuesQueryOptions> options = null);

    Task<Issue> GetAsync(ProjectId projectId, int issueId);

    Task<Issue> UpdateAsync(ProjectId projectId, int issueIid, UpdateIssueRequest request);
}
