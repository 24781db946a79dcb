using System.Text.RegularExpressions;
using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>The one rule of the house's format that neither the build nor the check of white space holds.</summary>
public sealed partial class UsingDirectivesTests
{
    [Test]
    public void Using_directives_stand_in_order_those_of_System_first() =>
        Assert.Multiple(() =>
        {
            string[] folders = ["build", "src", "tests"];
            foreach (
                var file in folders.SelectMany(f =>
                    Directory.EnumerateFiles(Path.Combine(Host.Root, f), "*.cs", SearchOption.AllDirectories)
                )
            )
            {
                var directives = Directives().Matches(File.ReadAllText(file)).Select(d => d.Groups["rest"].Value).ToList();
                var ordered = directives.OrderBy(Place).ThenBy(d => d.Replace(';', ' '), StringComparer.OrdinalIgnoreCase);
                Assert.That(directives, Is.EqualTo(ordered), Path.GetRelativePath(Host.Root, file));
            }
        });

    /// <summary>Where a directive stands: System, other namespaces, static, and aliases at last.</summary>
    private static int Place(string directive) =>
        directive.Contains('=', StringComparison.Ordinal) ? 3
        : directive.StartsWith("static ", StringComparison.Ordinal) ? 2
        : directive.StartsWith("System.", StringComparison.Ordinal) || directive == "System;" ? 0
        : 1;

    [GeneratedRegex(@"^using (?<rest>[A-Za-z][A-Za-z0-9_.]*( = [^;\n]+| [A-Za-z0-9_.]+)?;)\r?$", RegexOptions.Multiline)]
    private static partial Regex Directives();
}
