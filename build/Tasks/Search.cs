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

        // What runs for hours earns back what profiling its code costs.
        run.RunTests("Search", new("AUDIT_SEARCH", "long"), new("DOTNET_TieredPGO", "1"));
        run.Conclude();
    }
}
