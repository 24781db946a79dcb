using System.Globalization;
using GitLabApiClient.Models.Projects.Responses;

namespace GitLabApiClient.Internal.Paths;

/// <summary>What names a project in a URL: its number or its full path.</summary>
public class ProjectId
{
    private readonly string _segment;

    private ProjectId(string segment) => _segment = segment;

    public static implicit operator ProjectId(string projectPath) => new(PathSegment.From(projectPath));

    public static implicit operator ProjectId(int projectId) => new(projectId.ToString(CultureInfo.InvariantCulture));

    public static implicit operator ProjectId(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return project.Id;
    }

    public override string ToString() => _segment;
}
