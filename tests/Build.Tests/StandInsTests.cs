using System.Reflection;
using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>A stand-in is for what can't be had: it stays small, and imitates nothing that is taken from its makers.</summary>
public sealed class StandInsTests
{
    private static readonly string[] Files = Directory.GetFiles(
        Path.Combine(Host.Root, "src", "StandIns"),
        "*",
        SearchOption.AllDirectories
    );

    [Test]
    public void Stand_ins_stay_small() =>
        Assert.Multiple(() =>
        {
            Assert.That(Files, Has.Length.LessThanOrEqualTo(85));
            Assert.That(Files.Sum(f => File.ReadLines(f).Count()), Is.LessThanOrEqualTo(2200), "lines");
        });

    [TestCase("Cake.Core")]
    [TestCase("Scriban.Signed")]
    public void No_file_is_named_after_a_type_of(string assembly) =>
        Assert.That(
            Files
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Intersect(Assembly.Load(assembly).GetTypes().Select(type => type.Name.Split('`')[0])),
            Is.Empty
        );
}
