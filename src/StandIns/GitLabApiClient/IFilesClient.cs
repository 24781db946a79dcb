using GitLabApiClient.Internal.Paths;
using File = GitLabApiClient.Models.Files.Responses.File;

namespace GitLabApiClient;

/// <summary>Files of a repository.</summary>
public interface IFilesClient
{
    /// <summary>Reads a file; <paramref name="reference"/> is sent without being encoded.</summary>
    Task<File> GetAsync(ProjectId projectId, string filePath, string reference = "master");
}
