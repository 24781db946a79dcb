using GitLabApiClient.Internal;
using GitLabApiClient.Internal.Http;
using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;

namespace GitLabApiClient;

/// <inheritdoc cref="IIssuesClient"/>
public sealed class IssuesClient : IIssuesClient
{
    private readonly ApiConnection _connection;

    internal IssuesClient(ApiConnection connection) => _connection = connection;

    public Task<Issue> CreateAsync(ProjectId projectId, CreateIssueRequest request) =>
        _connection.PostAsync<Issue>($"projects/{projectId}/issues", request);

    public Task<IList<Issue>> GetAllAsync(ProjectId projectId = null, GroupId groupId = null, Action<IssuesQueryOptions> options = null)
    {
        if (projectId is null)
        {
            throw NotCovered.ByStandIn("A list of issues without a project");
        }

        var chosen = new IssuesQueryOptions();
        options?.Invoke(chosen);
        return _connection.GetAllPagesAsync<Issue>(chosen.ToQuery().AppendTo($"projects/{projectId}/issues"));
    }

    public Task<Issue> GetAsync(ProjectId projectId, int issueId) => _connection.GetAsync<Issue>($"projects/{projectId}/issues/{issueId}");

    public Task<Issue> UpdateAsync(ProjectId projectId, int issueIid, UpdateIssueRequest request) =>
        _connection.PutAsync<Issue>($"projects/{projectId}/issues/{issueIid}", request);
}
