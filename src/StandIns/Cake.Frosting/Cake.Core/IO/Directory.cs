namespace Cake.Core.IO;

/// <summary>A directory of this machine.</summary>
internal sealed class Directory : FileSystemEntry, IDirectory
{
    private readonly DirectoryInfo _info;

    public Directory(DirectoryPath path)
        : this(path, new DirectoryInfo(path.FullPath))
    {
    }

    private Directory(DirectoryPath path, DirectoryInfo info)
        : base(info)
    {
        Path = path;
        _info = info;
    }

    public DirectoryPath Path { get; }

    Path IFileSystemInfo.Path => Path;

    public void Create() => _info.Create();

    public void Move(DirectoryPath destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        System.IO.Directory.Move(_info.FullName, destination.FullPath);
    }

    public void Delete(bool recursive) => _info.Delete(recursive);

    public IEnumerable<IDirectory> GetDirectories(string filter, SearchScope scope) =>
        _info.EnumerateDirectories(filter, Option(scope)).Select(directory => new Directory(new DirectoryPath(directory.FullName)));

    public IEnumerable<IFile> GetFiles(string filter, SearchScope scope) =>
        _info.EnumerateFiles(filter, Option(scope)).Select(file => new File(new FilePath(file.FullName)));

    public IDirectory SetCreationTime(DateTime creationTime)
    {
        _info.CreationTime = creationTime;
        return this;
    }

    public IDirectory SetCreationTimeUtc(DateTime creationTimeUtc)
    {
        _info.CreationTimeUtc = creationTimeUtc;
        return this;
    }

    public IDirectory SetLastAccessTime(DateTime lastAccessTime)
    {
        _info.LastAccessTime = lastAccessTime;
        return this;
    }

    public IDirectory SetLastAccessTimeUtc(DateTime lastAccessTimeUtc)
    {
        _info.LastAccessTimeUtc = lastAccessTimeUtc;
        return this;
    }

    public IDirectory SetLastWriteTime(DateTime lastWriteTime)
    {
        _info.LastWriteTime = lastWriteTime;
        return this;
    }

    public IDirectory SetLastWriteTimeUtc(DateTime lastWriteTimeUtc)
    {
        _info.LastWriteTimeUtc = lastWriteTimeUtc;
        return this;
    }

    public IDirectory SetUnixFileMode(UnixFileMode unixFileMode)
    {
        SetMode(unixFileMode);
        return this;
    }

    private static SearchOption Option(SearchScope scope) =>
        scope == SearchScope.Recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
}
