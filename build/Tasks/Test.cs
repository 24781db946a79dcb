using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Runs the tests, with a short sample of each search, and the format check.</summary>
[TaskName("Test")]
[TaskDescription("Runs every test, a short sample of each search, and the format check; the last line says how many passed and failed.")]
public sealed class Test : FrostingTask<AuditContext>
{
    public override void Run(AuditContext context)
    {
        var run = new TestRun(context);

        // The rules of style and of naming are errors of the build, so only the white space is left to check.
        run.Check("tool", "restore");
        run.Check("csharpier", "check", ".");
        run.RunTests(category: null);
        run.Conclude();
    }
}
