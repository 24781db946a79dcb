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
    public static long? LengthOf(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        }

        return file is { Exists: true } ? file.Length : null;
    }

    /// <summary>
    /// Whether a path is what a program hands over, as a shell does with <c>&lt;(…)</c>, or a named pipe: both can be read only once.
    /// </summary>
    public static bool IsHandedOver(string path) =>
        Path.Exists(path) && !Directory.Exists(path) && (LengthOf(path) is null || IsNamedPipe(path));

    /// <summary>Whether a path is a pipe that has a name, as far as this user can tell.</summary>
    public static bool IsNamedPipe(string path) => LengthOf(path) == 0 && !CanSeek(path);

    /// <summary>
    /// Opens a file for reading. One without a length is not opened, because a named pipe would wait for a writer; it is read as empty.
    /// </summary>
    public static Stream OpenRead(string path) => LengthOf(path) == 0 ? new MemoryStream([], writable: false) : File.OpenRead(path);

    /// <summary>The text of a file; empty where it has no length.</summary>
    public static string ReadAllText(string path) => LengthOf(path) == 0 ? "" : File.ReadAllText(path);

    /// <summary>Whether one may go back in a file. Nothing waits: to read and write, Linux opens a pipe without a second end.</summary>
    private static bool CanSeek(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            return file.CanSeek;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody can tell, and without a length nobody reads it.
            return true;
        }
    }
}
