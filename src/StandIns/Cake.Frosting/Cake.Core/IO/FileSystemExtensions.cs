namespace Cake.Core.IO;

/// <summary>Asks whether something exists.</summary>
public static class FileSystemExtensions
{
    public static bool Exist(this IFileSystem fileSystem, FilePath path)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        return fileSystem.GetFile(path).Exists;
    }

    public static bool Exist(this IFileSystem fileSystem, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        return fileSystem.GetDirectory(path).Exists;
    }
}
