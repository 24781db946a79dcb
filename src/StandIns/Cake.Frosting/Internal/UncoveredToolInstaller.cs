using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;

namespace Cake.Frosting.Internal;

/// <summary>The package installs tools with its NuGet module, which is not part of the stand-in.</summary>
internal sealed class UncoveredToolInstaller : IToolInstaller
{
    public IEnumerable<FilePath> Install(PackageReference tool) => throw NotCovered.Member($"{nameof(IToolInstaller)}.{nameof(Install)}");
}
