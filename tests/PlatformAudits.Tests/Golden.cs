using NUnit.Framework;

namespace PlatformAudits.Tests;

/// <summary>
/// Long texts that people have reviewed, in the folder <c>Golden</c>. With <c>UPDATE_GOLDEN=1</c> the new text is written there for the
/// next review.
/// </summary>
public static class Golden
{
    public static void AssertEqual(string file, string actual)
    {
        var path = PathOf(file);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.That(
            actual,
            Is.EqualTo(File.ReadAllText(path)),
            $"the text is not the reviewed one; look at the difference and run with UPDATE_GOLDEN=1 to accept it: {file}"
        );
    }

    public static string PathOf(string file) => Path.Combine(Repository.Root, "tests", "PlatformAudits.Tests", "Golden", file);
}
