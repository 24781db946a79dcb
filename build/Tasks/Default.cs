using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Lists what can be run.</summary>
[TaskName("Default")]
[TaskDescription("Prints this text, as --help does.")]
public sealed class Default : FrostingTask<AuditContext>
{
    public override void Run(AuditContext context) => Console.Write(Help.Text);
}
