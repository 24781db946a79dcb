using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits every platform, side by side; one that fails does not keep the others from being audited and told.</summary>
[TaskName("All")]
[TaskDescription("Audits every platform, side by side, and ends with one table.")]
public sealed class All : AsyncFrostingTask<AuditContext>
{
    public override Task RunAsync(AuditContext context) => new AuditRound(context).RunAsync(AuditTask.All);
}
