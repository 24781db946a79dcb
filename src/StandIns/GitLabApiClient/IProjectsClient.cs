using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Milestones.Responses;
using GitLabApiClient.Models.Projects.Requests;
using GitLabApiClient.Models.Projects.Responses;
using GitLabApiClient.Models.Users.Responses;

namespace GitLabApiClient;

/// <summary>Projects of the instance with their labels and users.</summary>
public interface IProjectsClient
{
    Task ArchiveAsync(ProjectId projectId);

    Task<Label> CreateLabelAsync(ProjectId projectId, CreateProjectLabelRequest request);

    Task DeleteAsync(ProjectId projectId);

    Task DeleteLabelAsync(ProjectId projectId, string name);

    Task DeleteMilestoneAsync(ProjectId projectId, int milestoneId);

    Task DeleteVariableAsync(ProjectId projectId, string key);

    Task ExportAsync(ProjectId projectId);

    Task ExportDownloadAsync(ProjectId projectId, string outputPath);

    Task<Project> GetAsync(ProjectId projectId);

    Task<IList<Label>> GetLabelsAsync(ProjectId projectId);

    Task<Milestone> GetMilestoneAsync(ProjectId projectId, int milestoneId);

    Task<IList<User>> GetUsersAsync(ProjectId projectId);

    Task UnArchiveAsync(ProjectId projectId);
}
