using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits the team's groups on GitLab.com.</summary>
[TaskName("GitLabCom")]
[TaskDescription("Compares the team's groups on GitLab.com with the baselines and keeps the audit issue.")]
public sealed class GitLabCom : AuditTask
{
    public override string Platform => "gitlab-com";
}
