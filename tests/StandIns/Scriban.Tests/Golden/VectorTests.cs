namespace Scriban.Tests.Golden;

/// <summary>
/// Every template of the folder does what it does in the real package. The environment variable SCRIBAN_VECTORS names a further folder,
/// in which only what differs fails, and the shares that have to be reached are asked for.
/// </summary>
[TestFixture]
public sealed class VectorTests
{
    private const string FurtherFolderVariable = "SCRIBAN_VECTORS";

    /// <summary>Of all vectors so many give what the package gave, the rest an error with a place.</summary>
    private const double LeastShareExpected = 0.97;

    /// <summary>Of the vectors that fail so many have the package's message and place.</summary>
    private const double LeastShareOfMessages = 0.90;

    private enum Verdict
    {
        /// <summary>The same text, or the same error.</summary>
        Expected,

        /// <summary>Not covered; or an error of the same phase in other words.</summary>
        Refused,

        Different,
    }

    public static IEnumerable<TestCaseData> Own => Vector.ReadAll(OwnFolder).Select(ToCase);

    public static IEnumerable<TestCaseData> Further => FurtherFolder is { } folder ? Vector.ReadAll(folder).Select(ToCase) : [];

    private static string OwnFolder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors");

    private static string? FurtherFolder => Environment.GetEnvironmentVariable(FurtherFolderVariable) is { Length: > 0 } folder ? folder : null;

    [TestCaseSource(nameof(Own))]
    public void A_template_does_what_it_does_in_the_package(Vector vector) => Check(vector);

    [TestCaseSource(nameof(Further))]
    public void A_template_of_the_further_folder_does_what_it_does_in_the_package(Vector vector) => Check(vector);

    /// <summary>The line is for people and scripts that look for it: the error stream of a test is shown while tests run, its output is not.</summary>
    [Test]
    public void The_shares_are_reached()
    {
        var folders = new[] { OwnFolder, FurtherFolder }.OfType<string>().Select(folder => Vector.ReadAll(folder).Where(vector => !vector.IsEnvironmentSensitive));
        var verdicts = folders.Select(vectors => vectors.Select(vector => (IsError: vector.ErrorPhase is not null, Verdict: Judge(vector))).ToList()).ToList();
        TestContext.Error.WriteLine(
            $"scriban vectors: {CountOf(Verdict.Expected)} expected, {CountOf(Verdict.Refused)} refused, {CountOf(Verdict.Different)} different");
        Assert.Multiple(() =>
        {
            foreach (var ofFolder in verdicts)
            {
                var errors = ofFolder.Where(entry => entry.IsError).ToList();
                Assert.That(ofFolder.Count(entry => entry.Verdict == Verdict.Different), Is.Zero);
                Assert.That(ofFolder.Count(entry => entry.Verdict == Verdict.Expected), Is.GreaterThanOrEqualTo(LeastShareExpected * ofFolder.Count));
                Assert.That(errors.Count(entry => entry.Verdict == Verdict.Expected), Is.GreaterThanOrEqualTo(LeastShareOfMessages * errors.Count));
            }
        });

        int CountOf(Verdict verdict) => verdicts.Sum(ofFolder => ofFolder.Count(entry => entry.Verdict == verdict));
    }

    private static TestCaseData ToCase(Vector vector) => new TestCaseData(vector).SetArgDisplayNames(vector.Name);

    private static Verdict Judge(Vector vector) => Judge(Outcome.ExpectedOf(vector), Outcome.Of(vector));

    private static Verdict Judge(Outcome expected, Outcome actual) =>
        actual == expected ? Verdict.Expected
        : actual.IsRefusal || (expected.ErrorPhase is not null && actual.ErrorPhase == expected.ErrorPhase) ? Verdict.Refused
        : Verdict.Different;

    private static void Check(Vector vector)
    {
        var expected = Outcome.ExpectedOf(vector);
        var actual = Outcome.Of(vector);
        if (vector.IsEnvironmentSensitive)
        {
            Assume.That(actual, Is.EqualTo(expected), "The vector depends on the time zone or the culture data of the machine.");
            return;
        }

        Assume.That(Judge(expected, actual), Is.Not.EqualTo(Verdict.Refused), () => actual.ToString());
        Assert.That(actual, Is.EqualTo(expected));
    }
}
