using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits Calendly.</summary>
[TaskName("Calendly")]
[TaskDescription("Compares the Calendly organization with the team file and keeps the audit issue.")]
public sealed class Calendly : AuditTask
{
    public override string Platform => "calendly";
}
