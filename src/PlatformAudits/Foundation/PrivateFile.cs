using System.Formats.Tar;

namespace PlatformAudits.Foundation;

/// <summary>
/// Files that only the user of the program may read: they hold personal data. On Windows, the folder's own access rights say who may.
/// </summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a file in the place of whatever stands there; a link is replaced and never followed.</summary>
    /// <param name="isShared">Whether others may read it, as the system's defaults say.</param>
    public static FileStream Create(string path, bool isShared = false)
    {
        File.Delete(path);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!isShared && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}

/// <summary>Folders that only the user of the program may look into.</summary>
public static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder, and those above it, where they are not there.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // Of those above it, .NET makes each with the system's defaults.
            if (!Directory.Exists(path) && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) is { } above)
            {
                Create(above);
            }

            Directory.CreateDirectory(path, OwnerOnly);
        }
    }
}

/// <summary>Files whose bytes stay: no pipe, no device, no socket, which give each reader something else, or nothing for ever.</summary>
public static class RegularFile
{
    /// <summary>
    /// The length of a file, or of what a link leads to, without opening it; null where there is none. A pipe, device or socket has no
    /// length, and so is as an empty file: 0.
    /// </summary>
    public static long? LengthOf(string path) => Found(path)?.Length;

    /// <summary>
    /// Whether a path is anything else: what a program hands over, as a shell does with <c>&lt;(…)</c>, a pipe that has a name, a device
    /// or a socket. It is not opened, because it would wait, and need not be this user's to read. A folder is none of these, and neither
    /// is what is not there.
    /// </summary>
    public static bool IsIrregular(string path) =>
        Path.Exists(path)
        && !Directory.Exists(path)
        && (Found(path) is { } file ? file.Length == 0 && !IsRegular(file.FullName) : !LeadsNowhere(path));

    /// <summary>
    /// Opens a file for reading. One without a length is not opened, because a named pipe would wait for a writer; it is read as empty.
    /// </summary>
    public static Stream OpenRead(string path) => LengthOf(path) == 0 ? new MemoryStream([], writable: false) : File.OpenRead(path);

    /// <summary>The text of a file; empty where it has no length.</summary>
    public static string ReadAllText(string path) => LengthOf(path) == 0 ? "" : File.ReadAllText(path);

    private static FileInfo? Found(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        }

        return file is { Exists: true } ? file : null;
    }

    /// <summary>
    /// Whether a link leads to nothing, and not to what another program has opened (proc(5), "/proc/pid/fd"). Nothing waits: to read and
    /// write, Linux opens a pipe without a second end.
    /// </summary>
    private static bool LeadsNowhere(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is FileNotFoundException or DirectoryNotFoundException;
        }
    }

    /// <summary>
    /// .NET tells what kind a file is only where it puts it into an archive: of a pipe or device it writes a header without opening it, a
    /// socket it refuses.
    /// </summary>
    private static bool IsRegular(string path)
    {
        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            {
                writer.WriteEntry(path, "file");
            }

            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
        }
        catch (UnauthorizedAccessException)
        {
            // Only a regular file is opened, and this one is not this user's to read.
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
