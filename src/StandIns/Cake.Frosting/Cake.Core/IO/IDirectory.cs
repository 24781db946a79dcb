namespace Cake.Core.IO;

/// <summary>A directory, which need not exist.</summary>
public interface IDirectory : IFileSystemInfo
{
    new DirectoryPath Path { get; }

    void Create();

    void Move(DirectoryPath destination);

    void Delete(bool recursive);

    IEnumerable<IDirectory> GetDirectories(string filter, SearchScope scope);

    IEnumerable<IFile> GetFiles(string filter, SearchScope scope);

    IDirectory SetCreationTime(DateTime creationTime);

    IDirectory SetCreationTimeUtc(DateTime creationTimeUtc);

    IDirectory SetLastAccessTime(DateTime lastAccessTime);

    IDirectory SetLastAccessTimeUtc(DateTime lastAccessTimeUtc);

    IDirectory SetLastWriteTime(DateTime lastWriteTime);

    IDirectory SetLastWriteTimeUtc(DateTime lastWriteTimeUtc);

    IDirectory SetUnixFileMode(UnixFileMode unixFileMode);
}
