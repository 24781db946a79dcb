using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits PagerDuty.</summary>
[TaskName("PagerDuty")]
[TaskDescription("Compares PagerDuty's users, schedules and escalation policies with the team file and keeps the audit issue.")]
public sealed class PagerDuty : AuditTask
{
    public override string Platform => "pagerduty";
}
