namespace Cake.Core.IO;

/// <summary>Starts processes. The stand-in refuses it.</summary>
public interface IProcessRunner
{
    IProcess Start(FilePath filePath, ProcessSettings settings);
}
