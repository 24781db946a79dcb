using PlatformAudits.Foundation;

namespace PlatformAudits.Audits;

/// <summary>
/// Keeps two runs from writing into one folder: what they left would be a mixture that neither has read. The file is open while the run
/// lasts; the system lets go of it however the run ends.
/// </summary>
internal sealed class OutputLock : IDisposable
{
    private const string Name = ".lock";
    private const int Tries = 100;

    private readonly FileStream _file;
    private readonly string? _made;

    private OutputLock(FileStream file, string? made)
    {
        _file = file;
        _made = made;
    }

    /// <summary>Takes the folder, which is made where there is none.</summary>
    /// <exception cref="AuditException">Another run has it, or it can't be written.</exception>
    public static OutputLock Take(string folder)
    {
        var made = Directory.Exists(folder) ? null : folder;
        var path = Path.Combine(folder, Name);
        try
        {
            for (var tried = 1; ; tried++)
            {
                try
                {
                    PrivateFolder.Create(folder);
                    if (new FileInfo(path).LinkTarget is not null)
                    {
                        File.Delete(path);
                    }

                    return new OutputLock(Open(path), made);
                }
                catch (IOException error) when (tried < Tries && !IsOpenElsewhere(error))
                {
                    // Between two of these steps a run that had made the folder, and left nothing in it, may have taken it away.
                }
            }
        }
        catch (IOException error) when (IsOpenElsewhere(error))
        {
            throw new AuditException(
                $"Preparing the audit: another run is writing into {folder}. Wait until it has ended, or give another --output.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
        catch (Exception error) when (AtomicFile.IsOfTheDisk(error))
        {
            throw AtomicFile.Failure($"Writing the audit's files to {folder}", error);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        try
        {
            if (_made is not null && !Directory.EnumerateFileSystemEntries(_made).Any())
            {
                Directory.Delete(_made);
            }
        }
        catch (Exception error) when (AtomicFile.IsOfTheDisk(error))
        {
            // An empty folder that stays harms nobody.
        }
    }

    /// <summary>
    /// With just these options .NET on Unix looks, once it has the lock, whether the file is still the one at the path, and opens it again
    /// where it is not; and it deletes the file before it lets go of the lock. So no two can have it.
    /// </summary>
    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>ERROR_SHARING_VIOLATION, which .NET also makes of EWOULDBLOCK.</summary>
    private static bool IsOpenElsewhere(IOException error) => (error.HResult & 0xFFFF) is 32 or 11 or 35;
}
