namespace Cake.Core.IO;

/// <summary>
/// What files and directories of this machine have in common. The first question reads the disk; later answers come from that reading,
/// until this object itself changes the entry. Of what does not exist .NET's own placeholders are given (observed).
/// </summary>
internal abstract class FileSystemEntry(FileSystemInfo info)
{
    public bool Exists => info.Exists;

    public bool Hidden => info.Attributes.HasFlag(FileAttributes.Hidden);

    public FileAttributes Attributes
    {
        get => info.Attributes;
        set => info.Attributes = value;
    }

    public DateTime? LastWriteTimeUtc => info.LastWriteTimeUtc;

    public DateTime? CreationTimeUtc => info.CreationTimeUtc;

    public DateTime? LastAccessTimeUtc => info.LastAccessTimeUtc;

    public UnixFileMode? UnixFileMode => OperatingSystem.IsWindows() ? null : info.UnixFileMode;

    protected void SetMode(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException($"The mode of '{info.FullName}' can't be set: Windows has no Unix file modes.");
        }

        info.UnixFileMode = mode;
    }
}
