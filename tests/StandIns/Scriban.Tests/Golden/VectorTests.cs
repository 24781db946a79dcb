using System.Collections.Concurrent;

namespace Scriban.Tests.Golden;

/// <summary>
/// Every template of the folder does what it does in the real package. The environment variable SCRIBAN_VECTORS names a further folder,
/// in which a refusal is reported and only a difference fails.
/// </summary>
[TestFixture]
public sealed class VectorTests
{
    private const string FurtherFolderVariable = "SCRIBAN_VECTORS";

    private readonly ConcurrentBag<string> _verdicts = [];

    public static IEnumerable<TestCaseData> Own =>
        Vector.ReadAll(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors")).Select(ToCase);

    public static IEnumerable<TestCaseData> Further =>
        Environment.GetEnvironmentVariable(FurtherFolderVariable) is { Length: > 0 } folder ? Vector.ReadAll(folder).Select(ToCase) : [];

    [TestCaseSource(nameof(Own))]
    public void A_template_does_what_it_does_in_the_package(Vector vector) => Check(vector);

    [TestCaseSource(nameof(Further))]
    public void A_template_of_the_further_folder_does_what_it_does_in_the_package(Vector vector) => Check(vector);

    [OneTimeTearDown]
    public void Report() => TestContext.Progress.WriteLine(
        $"scriban vectors: {CountOf("expected")} expected, {CountOf("refused")} refused, {CountOf("different")} different");

    private static TestCaseData ToCase(Vector vector) => new TestCaseData(vector).SetArgDisplayNames(vector.Name);

    private int CountOf(string verdict) => _verdicts.Count(other => other == verdict);

    private void Check(Vector vector)
    {
        var expected = Outcome.ExpectedOf(vector);
        var actual = Outcome.Of(vector);
        if (vector.IsEnvironmentSensitive)
        {
            Assume.That(actual, Is.EqualTo(expected), "The vector depends on the time zone or the culture data of the machine.");
            return;
        }

        _verdicts.Add(actual == expected ? "expected" : actual.IsRefusal ? "refused" : "different");
        Assume.That(!actual.IsRefusal, actual.ErrorMessage);
        Assert.That(actual, Is.EqualTo(expected));
    }
}
