using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits Zendesk Global.</summary>
[TaskName("ZendeskGlobal")]
[TaskDescription("Compares the agents of Zendesk Global with the team file, reviews its API tokens, and keeps the audit issue.")]
public sealed class ZendeskGlobal : AuditTask
{
    public override string Platform => "zendesk-global";

    public override IReadOnlyList<string> ShownVariables => ["ZD_CLIENT_ID"];
}
