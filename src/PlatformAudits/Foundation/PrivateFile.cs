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

    /// <summary>Whether a path is what a program hands over, as a shell does with <c>&lt;(…)</c>, which can be read only once.</summary>
    public static bool IsHandedOver(string path) => Path.Exists(path) && !Directory.Exists(path) && LengthOf(path) is null;
}
