namespace Cake.Core.IO;

/// <summary>What files and directories of this machine have in common. Every answer is read from the disk anew.</summary>
internal abstract class FileSystemEntry(FileSystemInfo info)
{
    public bool Exists => Fresh.Exists;

    public bool Hidden => Exists && info.Attributes.HasFlag(FileAttributes.Hidden);

    public FileAttributes Attributes
    {
        get => Fresh.Attributes;
        set => info.Attributes = value;
    }

    public DateTime? LastWriteTimeUtc => Exists ? info.LastWriteTimeUtc : null;

    public DateTime? CreationTimeUtc => Exists ? info.CreationTimeUtc : null;

    public DateTime? LastAccessTimeUtc => Exists ? info.LastAccessTimeUtc : null;

    public UnixFileMode? UnixFileMode => Exists && !OperatingSystem.IsWindows() ? info.UnixFileMode : null;

    private FileSystemInfo Fresh
    {
        get
        {
            info.Refresh();
            return info;
        }
    }

    protected void SetMode(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException($"The mode of '{info.FullName}' can't be set: Windows has no Unix file modes.");
        }

        info.UnixFileMode = mode;
    }
}
