using System.Globalization;
using System.Xml.Linq;
using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Runs the tests, the format check among them.</summary>
[TaskName("Test")]
[TaskDescription("Runs every test and the format check; the last line says how many passed and failed.")]
public sealed class Test : FrostingTask<AuditContext>
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <inheritdoc />
    public override void Run(AuditContext context)
    {
        var results = Path.Combine(context.Root, ".build", "test-results");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        var failed = new List<string>();
        string[] filter = context.TestFilter is { } text ? ["--filter", $"FullyQualifiedName~{text}"] : [];
        Try(() => DotNet.Run(context, ["test", "PlatformAudits.slnx", "--configuration", "Release", "--nologo", "--logger", "trx", "--results-directory", results, .. filter]));
        Try(() => DotNet.Run(context, "format", "PlatformAudits.slnx", "--verify-no-changes", "--no-restore"));

        var (passed, notPassed) = Count(results);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {notPassed + (failed.Count > 0 && notPassed == 0 ? failed.Count : 0)} failed"));
        if (failed.Count > 0 || passed == 0)
        {
            throw new AuditException(failed.Count > 0 ? string.Join(" ", failed) : "No test was run.", FailureKind.Misuse);
        }

        void Try(Action run)
        {
            try
            {
                run();
            }
            catch (AuditException failure)
            {
                failed.Add(failure.Message);
            }
        }
    }

    private static (int Passed, int Failed) Count(string results)
    {
        var counters = (Directory.Exists(results) ? Directory.EnumerateFiles(results, "*.trx", SearchOption.AllDirectories) : [])
            .Select(file => XDocument.Load(file).Root?.Element(Trx + "ResultSummary")?.Element(Trx + "Counters"))
            .OfType<XElement>()
            .ToList();
        return (Sum("passed"), Sum("failed") + Sum("error") + Sum("timeout") + Sum("aborted"));

        int Sum(string name) => counters.Sum(c => (int?)c.Attribute(name) ?? 0);
    }
}
