using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Runs the tests that search, and those only, for as long as a night has time.</summary>
[TaskName("Search")]
[TaskDescription("Runs the tests that search, as long as a night has time; the last line says how many passed and failed.")]
public sealed class Search : FrostingTask<AuditContext>
{
    public override void Run(AuditContext context)
    {
        var run = new TestRun(context);
        run.RunTests("Search", new KeyValuePair<string, string>("AUDIT_SEARCH", "long"));
        run.Conclude();
    }
}
