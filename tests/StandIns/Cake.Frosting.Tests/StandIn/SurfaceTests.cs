using NUnit.Framework;

namespace Cake.Frosting.Tests.StandIn;

/// <summary>Code that compiles against the stand-in compiles against the package.</summary>
public sealed class SurfaceTests
{
    private static readonly IReadOnlyDictionary<string, Surface> Recorded = RecordedSurface.Read();

    [TestCaseSource(nameof(Types))]
    public void Everything_public_exists_in_the_package(Surface type)
    {
        Assert.That(Recorded.Keys, Does.Contain(type.Declaration));
        Assert.That(type.Bases, Is.SubsetOf(Recorded[type.Declaration].Bases));
        Assert.That(type.Members, Is.SubsetOf(Recorded[type.Declaration].Members));
    }

    [TestCaseSource(nameof(Interfaces))]
    public void An_interface_is_complete_so_that_it_can_be_implemented(Surface type) =>
        Assert.That(type.Members, Is.EquivalentTo(Recorded[type.Declaration].Members));

    private static IEnumerable<TestCaseData> Types() => CompiledSurface.Read().Select(NamedCase);

    private static IEnumerable<TestCaseData> Interfaces() => CompiledSurface.Read().Where(type => type.IsInterface).Select(NamedCase);

    private static TestCaseData NamedCase(Surface type) => new TestCaseData(type).SetArgDisplayNames(type.Declaration);
}
