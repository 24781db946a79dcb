namespace Cake.Core.IO;

/// <summary>What files and directories have in common. Times are 1601-01-01 for what does not exist.</summary>
public interface IFileSystemInfo
{
    Path Path { get; }

    bool Exists { get; }

    bool Hidden { get; }

    DateTime? LastWriteTimeUtc { get; }

    DateTime? CreationTimeUtc { get; }

    DateTime? LastAccessTimeUtc { get; }

    UnixFileMode? UnixFileMode { get; }
}
