using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Trees.Requests;
using GitLabApiClient.Models.Trees.Responses;

namespace GitLabApiClient;

/// <summary>Folders of a repository.</summary>
public interface ITreesClient
{
    /// <summary>Lists the entries of a folder, all pages.</summary>
    Task<IList<Tree>> GetAsync(ProjectId projectId, Action<TreeQueryOptions> options = null);
}
