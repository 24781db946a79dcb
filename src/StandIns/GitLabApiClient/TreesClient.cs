using GitLabApiClient.Internal.Http;
using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Trees.Requests;
using GitLabApiClient.Models.Trees.Responses;

namespace GitLabApiClient;

/// <inheritdoc cref="ITreesClient"/>
public sealed class TreesClient : ITreesClient
{
    private readonly ApiConnection _connection;

    internal TreesClient(ApiConnection connection) => _connection = connection;

    public Task<IList<Tree>> GetAsync(ProjectId projectId, Action<TreeQueryOptions> options = null)
    {
        var chosen = new TreeQueryOptions();
        options?.Invoke(chosen);
        return _connection.GetAllPagesAsync<Tree>(chosen.ToQuery().AppendTo($"projects/{projectId}/repository/tree"));
    }
}
