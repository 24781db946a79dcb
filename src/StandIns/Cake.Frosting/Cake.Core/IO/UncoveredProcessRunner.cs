namespace Cake.Core.IO;

/// <summary>Refuses to start processes.</summary>
internal sealed class UncoveredProcessRunner : IProcessRunner
{
    public IProcess Start(FilePath filePath, ProcessSettings settings) =>
        throw NotCovered.Member($"{nameof(IProcessRunner)}.{nameof(Start)}(\"{filePath}\")");
}
