namespace Cake.Core.IO;

/// <summary>A file, which need not exist.</summary>
public interface IFile : IFileSystemInfo
{
    new FilePath Path { get; }

    /// <summary>Bytes.</summary>
    long Length { get; }

    FileAttributes Attributes { get; set; }

    void Copy(FilePath destination, bool overwrite);

    void Move(FilePath destination);

    void Delete();

    Stream Open(FileMode fileMode, FileAccess fileAccess, FileShare fileShare);

    IFile SetCreationTime(DateTime creationTime);

    IFile SetCreationTimeUtc(DateTime creationTimeUtc);

    IFile SetLastAccessTime(DateTime lastAccessTime);

    IFile SetLastAccessTimeUtc(DateTime lastAccessTimeUtc);

    IFile SetLastWriteTime(DateTime lastWriteTime);

    IFile SetLastWriteTimeUtc(DateTime lastWriteTimeUtc);

    IFile SetUnixFileMode(UnixFileMode unixFileMode);
}
