using Cake.Core.IO;

namespace Cake.Core.Tooling;

/// <summary>Finds executables. The stand-in refuses all of it.</summary>
public interface IToolLocator
{
    void RegisterFile(FilePath path);

    FilePath Resolve(string tool);

    FilePath Resolve(IEnumerable<string> toolExeNames);
}
