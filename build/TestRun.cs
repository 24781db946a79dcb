using System.Globalization;
using System.Xml.Linq;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>A run of the tests. It ends with the slowest ones, the skipped ones with their reasons, and the line that counts.</summary>
internal sealed class TestRun
{
    private const int Slowest = 10;
    private const int NamesOfSkipped = 3;

    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private readonly AuditContext _context;
    private readonly string _results;
    private readonly List<string> _failures = [];

    /// <summary>Forgets the results of an earlier run.</summary>
    /// <param name="context">Knows the folder, and which tests were asked for.</param>
    public TestRun(AuditContext context)
    {
        _context = context;
        _results = Path.Combine(context.Root, ".build", "test-results");
        if (Directory.Exists(_results))
        {
            Directory.Delete(_results, recursive: true);
        }
    }

    /// <summary>Runs a check that is no test. Should it fail, the tests are run all the same.</summary>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    public void Check(params string[] arguments) => _ = Try([], arguments);

    /// <summary>Runs the tests, or those of them that the command line asks for.</summary>
    /// <param name="category">The only category to run, or null.</param>
    public void RunTests(string? category, params IEnumerable<KeyValuePair<string, string>> variables)
    {
        var conditions = new[]
        {
            category is null ? null : $"TestCategory={category}",
            _context.TestFilter is { } text ? $"FullyQualifiedName~{text}" : null,
        }
            .OfType<string>()
            .ToList();
        string[] filter = conditions.Count > 0 ? ["--filter", string.Join('&', conditions)] : [];
        if (!Try([], ["build", "PlatformAudits.slnx", "--configuration", "Release", "--nologo", "--verbosity", "quiet"]))
        {
            return;
        }

        // Handed over together they run side by side, the largest first; by project they would run one after the other.
        var built = Path.Combine(_context.Root, ".build", _context.Variable("UpstreamPackages") == "true" ? "upstream" : "default", "bin");
        var assemblies = Directory
            .EnumerateFiles(Path.Combine(_context.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetFileNameWithoutExtension(project))
            .Select(name => Path.Combine(built, name, "release", $"{name}.dll"))
            .OrderByDescending(assembly => new FileInfo(assembly).Length);
        string[] logged = ["--logger", "trx", "--results-directory", _results];
        Try(variables, ["test", .. assemblies, .. logged, .. filter, "--", "RunConfiguration.MaxCpuCount=0"]);
    }

    /// <summary>Says what came of it.</summary>
    /// <exception cref="AuditException">A test or a check failed, or no test was run.</exception>
    public void Conclude()
    {
        var files = Directory.Exists(_results) ? Directory.GetFiles(_results, "*.trx", SearchOption.AllDirectories) : [];
        var documents = files.Select(file => XDocument.Load(file).Root!).ToList();
        var results = documents.SelectMany(TestResult.All).ToList();
        Console.WriteLine($"The {Slowest} slowest tests:");
        foreach (var result in results.OrderByDescending(r => r.Duration).Take(Slowest))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Duration.TotalSeconds, 7:0.0} s  {result.Name}"));
        }

        foreach (var reason in results.Where(r => r.IsSkipped).GroupBy(r => r.Reason).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var names = reason.Select(r => r.Name).Order(StringComparer.Ordinal).ToList();
            var others = names.Count > NamesOfSkipped ? $" and {names.Count - NamesOfSkipped} more" : "";
            Console.WriteLine($"Skipped, {reason.Key.TrimEnd('.')}: {string.Join(", ", names.Take(NamesOfSkipped))}{others}.");
        }

        var (passed, failed) = (Sum("passed"), Sum("failed") + Sum("error") + Sum("timeout") + Sum("aborted"));
        failed = failed == 0 ? _failures.Count : failed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        if (_failures.Count > 0 || passed == 0)
        {
            throw new AuditException(
                _failures.Count > 0 ? string.Join(" ", _failures) : "No test was run.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        int Sum(string name) =>
            documents
                .Select(root => root.Element(Trx + "ResultSummary")?.Element(Trx + "Counters"))
                .Sum(counters => (int?)counters?.Attribute(name) ?? 0);
    }

    private bool Try(IEnumerable<KeyValuePair<string, string>> variables, string[] arguments)
    {
        try
        {
            DotNet.Run(_context, variables, arguments);
            return true;
        }
        catch (AuditException failure)
        {
            _failures.Add(failure.Message);
            return false;
        }
    }

    private sealed record TestResult(string Name, TimeSpan Duration, bool IsSkipped, string Reason)
    {
        public static IEnumerable<TestResult> All(XElement root)
        {
            var classes = root.Descendants(Trx + "UnitTest")
                .ToDictionary(
                    test => (string)test.Attribute("id")!,
                    test => ((string)test.Element(Trx + "TestMethod")!.Attribute("className")!).Split('.')[^1]
                );
            return root.Descendants(Trx + "UnitTestResult")
                .Select(result => Read(result, classes.GetValueOrDefault((string)result.Attribute("testId")!, "")));
        }

        private static TestResult Read(XElement result, string fixture) =>
            new(
                $"{fixture}.{(string?)result.Attribute("testName")}",
                TimeSpan.TryParse((string?)result.Attribute("duration"), CultureInfo.InvariantCulture, out var duration)
                    ? duration
                    : TimeSpan.Zero,
                (string?)result.Attribute("outcome") == "NotExecuted",
                ((string?)result.Element(Trx + "Output")?.Element(Trx + "ErrorInfo")?.Element(Trx + "Message") ?? "without a reason")
                    .Trim()
                    .Split('\n')[0]
                    .Trim()
            );
    }
}
