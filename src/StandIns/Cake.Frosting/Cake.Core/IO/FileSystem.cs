namespace Cake.Core.IO;

/// <summary>The file system of this machine.</summary>
public sealed class FileSystem : IFileSystem
{
    public IFile GetFile(FilePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new File(path);
    }

    public IDirectory GetDirectory(DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new Directory(path);
    }
}
