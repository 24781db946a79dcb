using System.Globalization;

namespace GitLabApiClient.Internal.Paths;

/// <summary>
/// What names a project in a URL: its number or its full path. A path that holds a percent sign is taken for an encoded one.
/// </summary>
public class ProjectId
{
    private readonly string _segment;

    private ProjectId(string segment) => _segment = segment;

    public static implicit operator ProjectId(string projectPath)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        return new(projectPath.Contains('%') ? projectPath : Uri.EscapeDataString(projectPath));
    }

    public static implicit operator ProjectId(int projectId) => new(projectId.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _segment;
}
