using GitLabApiClient.Internal.Http;
using GitLabApiClient.Internal.Paths;
using File = GitLabApiClient.Models.Files.Responses.File;

namespace GitLabApiClient;

/// <inheritdoc cref="IFilesClient"/>
public sealed class FilesClient : IFilesClient
{
    private readonly ApiConnection _connection;

    internal FilesClient(ApiConnection connection) => _connection = connection;

    public Task<File> GetAsync(ProjectId projectId, string filePath, string reference = "master") =>
        _connection.GetAsync<File>($"projects/{projectId}/repository/files/{PathSegment.From(filePath)}?ref={reference}");
}
