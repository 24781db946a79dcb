using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Brings the code into the house's format.</summary>
[TaskName("Format")]
[TaskDescription("Brings the code into the house's format.")]
public sealed class Format : FrostingTask<AuditContext>
{
    /// <inheritdoc />
    public override void Run(AuditContext context) => DotNet.Run(context, "format", "PlatformAudits.slnx");
}
