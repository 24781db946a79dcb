using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits Zendesk US Federal.</summary>
[TaskName("ZendeskUsFederal")]
[TaskDescription("Compares the agents of Zendesk US Federal with the team file, reviews its API tokens, and keeps the audit issue.")]
public sealed class ZendeskUsFederal : AuditTask
{
    public override string Platform => "zendesk-us-federal";

    public override IReadOnlyList<string> ShownVariables => ["US_ZD_CLIENT_ID"];
}
