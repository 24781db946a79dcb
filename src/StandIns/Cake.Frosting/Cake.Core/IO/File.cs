namespace Cake.Core.IO;

/// <summary>A file of this machine.</summary>
internal sealed class File : FileSystemEntry, IFile
{
    private readonly FileInfo _info;

    public File(FilePath path)
        : this(path, new FileInfo(path.FullPath))
    {
    }

    private File(FilePath path, FileInfo info)
        : base(info)
    {
        Path = path;
        _info = info;
    }

    public FilePath Path { get; }

    Path IFileSystemInfo.Path => Path;

    public long Length => _info.Length;

    public void Copy(FilePath destination, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _info.CopyTo(destination.FullPath, overwrite);
    }

    public void Move(FilePath destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        System.IO.File.Move(_info.FullName, destination.FullPath);
    }

    public void Delete() => _info.Delete();

    public Stream Open(FileMode fileMode, FileAccess fileAccess, FileShare fileShare) => _info.Open(fileMode, fileAccess, fileShare);

    public IFile SetCreationTime(DateTime creationTime)
    {
        _info.CreationTime = creationTime;
        return this;
    }

    public IFile SetCreationTimeUtc(DateTime creationTimeUtc)
    {
        _info.CreationTimeUtc = creationTimeUtc;
        return this;
    }

    public IFile SetLastAccessTime(DateTime lastAccessTime)
    {
        _info.LastAccessTime = lastAccessTime;
        return this;
    }

    public IFile SetLastAccessTimeUtc(DateTime lastAccessTimeUtc)
    {
        _info.LastAccessTimeUtc = lastAccessTimeUtc;
        return this;
    }

    public IFile SetLastWriteTime(DateTime lastWriteTime)
    {
        _info.LastWriteTime = lastWriteTime;
        return this;
    }

    public IFile SetLastWriteTimeUtc(DateTime lastWriteTimeUtc)
    {
        _info.LastWriteTimeUtc = lastWriteTimeUtc;
        return this;
    }

    public IFile SetUnixFileMode(UnixFileMode unixFileMode)
    {
        SetMode(unixFileMode);
        return this;
    }
}
