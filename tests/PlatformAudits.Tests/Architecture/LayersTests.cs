using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using NUnit.Framework;
using PlatformAudits.Audits;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace PlatformAudits.Tests.Architecture;

/// <summary>A layer uses only those below it, and no two folders use each other, by whatever way round.</summary>
public sealed class LayersTests
{
    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssemblies(typeof(Audit).Assembly).Build();

    private static IEnumerable<Layer> WithOthersNotBelow => Layer.All.Where(layer => NotBelow(layer).Any());

    [TestCaseSource(nameof(WithOthersNotBelow))]
    public void A_layer_uses_only_those_below_it(Layer layer) =>
        Types()
            .That()
            .ResideInNamespaceMatching(PatternOf(layer.Name))
            .Should()
            .NotDependOnAnyTypesThat()
            .ResideInNamespaceMatching(PatternOf($"({string.Join('|', NotBelow(layer).Select(other => other.Name))})"))
            .Check(Library);

    [Test]
    public void No_folders_use_each_other_in_a_circle() =>
        SliceRuleDefinition.Slices().Matching("PlatformAudits.(**)").Should().BeFreeOfCycles().Check(Library);

    [Test]
    public void Every_folder_is_a_layer() =>
        Assert.That(
            Directory.GetDirectories(Path.Combine(Repository.Root, "src", "PlatformAudits")).Select(Path.GetFileName),
            Is.EquivalentTo(Layer.All.Select(layer => layer.Name))
        );

    [Test]
    public void A_type_has_the_namespace_of_its_folder()
    {
        var root = Path.Combine(Repository.Root, "src");
        var files = Directory.EnumerateFiles(Path.Combine(root, "PlatformAudits"), "*.cs", SearchOption.AllDirectories);
        Assert.That(files.Where(file => !File.ReadLines(file).Contains($"namespace {NamespaceOf(file)};")), Is.Empty);

        string NamespaceOf(string file) =>
            Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
    }

    /// <summary>With <c>UPDATE_GOLDEN=1</c> the table is written.</summary>
    [Test]
    public void The_table_in_the_documentation_is_made_from_the_same_list()
    {
        const string Begin = "<!-- begin layers: written by the architecture test -->\n";
        const string End = "<!-- end layers -->";
        var path = Path.Combine(Repository.Root, "docs", "architecture.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var rows = Layer.All.Select(layer => $"| {layer.Floor} | `{layer.Name}` | {layer.What} |\n");
        var table = $"\n| floor | folder | what is there |\n| --- | --- | --- |\n{string.Concat(rows)}\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, page[..begin] + table + page[end..]);
        }

        Assert.That(File.ReadAllText(path)[begin..(begin + table.Length)], Is.EqualTo(table), "run with UPDATE_GOLDEN=1");
    }

    private static IEnumerable<Layer> NotBelow(Layer layer) => Layer.All.Where(other => other != layer && other.Floor >= layer.Floor);

    private static string PatternOf(string names) => $@"^PlatformAudits\.{names}(\..+)?$";
}
