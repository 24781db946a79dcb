namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>A project in one of the audited groups.</summary>
/// <param name="Group">The number of the group that it stands in.</param>
internal sealed record Project(int Id, string Path, int Group)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Project> All { get; } =
    [
        new(9_501, "gitlab-com/support/support-pages", Groups.Support),
        new(9_502, "gitlab-com/support/toolbox", Groups.Support),
        new(9_503, "gitlab-com/support/automation/bots", Groups.Automation),
    ];
}
