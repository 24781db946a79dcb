using GitLabApiClient.Internal;
using GitLabApiClient.Internal.Http;
using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Milestones.Responses;
using GitLabApiClient.Models.Projects.Requests;
using GitLabApiClient.Models.Projects.Responses;
using GitLabApiClient.Models.Users.Responses;

namespace GitLabApiClient;

/// <inheritdoc cref="IProjectsClient"/>
public sealed class ProjectsClient : IProjectsClient
{
    private readonly ApiConnection _connection;

    internal ProjectsClient(ApiConnection connection) => _connection = connection;

    public Task ArchiveAsync(ProjectId projectId) => throw NotCovered.Member<IProjectsClient>();

    public Task<Label> CreateLabelAsync(ProjectId projectId, CreateProjectLabelRequest request) =>
        _connection.PostAsync<Label>($"projects/{projectId}/labels", request);

    public Task DeleteAsync(ProjectId projectId) => throw NotCovered.Member<IProjectsClient>();

    public Task DeleteLabelAsync(ProjectId projectId, string name) => throw NotCovered.Member<IProjectsClient>();

    public Task DeleteMilestoneAsync(ProjectId projectId, int milestoneId) => throw NotCovered.Member<IProjectsClient>();

    public Task DeleteVariableAsync(ProjectId projectId, string key) => throw NotCovered.Member<IProjectsClient>();

    public Task ExportAsync(ProjectId projectId) => throw NotCovered.Member<IProjectsClient>();

    public Task ExportDownloadAsync(ProjectId projectId, string outputPath) => throw NotCovered.Member<IProjectsClient>();

    public Task<Project> GetAsync(ProjectId projectId) => _connection.GetAsync<Project>($"projects/{projectId}");

    public Task<IList<Label>> GetLabelsAsync(ProjectId projectId) =>
        _connection.GetAllPagesAsync<Label>($"projects/{projectId}/labels");

    public Task<Milestone> GetMilestoneAsync(ProjectId projectId, int milestoneId) => throw NotCovered.Member<IProjectsClient>();

    public Task<IList<User>> GetUsersAsync(ProjectId projectId) =>
        _connection.GetAllPagesAsync<User>($"projects/{projectId}/users");

    public Task UnArchiveAsync(ProjectId projectId) => throw NotCovered.Member<IProjectsClient>();
}
