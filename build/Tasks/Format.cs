using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Brings the code into the house's format.</summary>
[TaskName("Format")]
[TaskDescription("Brings the code into the house's format.")]
public sealed class Format : FrostingTask<AuditContext>
{
    public override void Run(AuditContext context)
    {
        DotNet.Run(context, "tool", "restore");
        DotNet.Run(context, "csharpier", "format", ".");
    }
}
