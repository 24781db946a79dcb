using Cake.Core.IO;

namespace Cake.Core.Tooling;

/// <summary>Refuses to register or find executables.</summary>
internal sealed class UncoveredToolLocator : IToolLocator
{
    public void RegisterFile(FilePath path) => throw NotCovered.Member($"{nameof(IToolLocator)}.{nameof(RegisterFile)}(\"{path}\")");

    public FilePath Resolve(string tool) => throw NotCovered.Member($"{nameof(IToolLocator)}.{nameof(Resolve)}(\"{tool}\")");

    public FilePath Resolve(IEnumerable<string> toolExeNames) =>
        throw NotCovered.Member($"{nameof(IToolLocator)}.{nameof(Resolve)}(\"{string.Join("\", \"", toolExeNames)}\")");
}
