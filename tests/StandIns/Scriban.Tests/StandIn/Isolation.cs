using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Scriban.Tests.StandIn;

/// <summary>Nothing outside of the stand-ins and their tests knows that there are any; only the build chooses between them and the packages.</summary>
[TestFixture]
public sealed class Isolation
{
    private static readonly string[] Code = ["*.cs", "*.csproj", "*.scriban-md", "*.yaml"];

    [Test]
    public void No_code_and_no_project_outside_mentions_a_stand_in()
    {
        var files = new[] { "build", "src", "templates", "tests" }.SelectMany(FilesIn).ToList();
        Assert.That(files, Is.Not.Empty);
        Assert.That(
            files.Where(file => Regex.IsMatch(File.ReadAllText(file), "stand-?in(?!g)", RegexOptions.IgnoreCase)),
            Is.Empty);
    }

    private static IEnumerable<string> FilesIn(string folder) => Code
        .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Root(), folder), pattern, SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}StandIns{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Root([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", ".."));
}
