using System.Text;

namespace PlatformAudits.Foundation;

/// <summary>
/// Writes files that are whole or not there, whatever happens meanwhile: into a file beside them, whose name nobody can know before and
/// ends with <c>.tmp</c>, then to the disk, then in one step in their place. The secrets of the run are redacted on the way. The next run
/// removes what one that was killed has left. Only the user of the program may read them.
/// </summary>
public static class AtomicFile
{
    private const string Ending = ".tmp";

    /// <summary>Writes a file.</summary>
    /// <param name="write">Writes its bytes.</param>
    /// <param name="isShared">Whether others may read it, as the system's defaults say.</param>
    /// <exception cref="AuditException">It can't be written; what stood in its place still does.</exception>
    public static void Write(string path, Action<Stream> write, bool isShared = false)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}{Ending}";
        try
        {
            RemoveLeftBeside(path);
            using (var file = PrivateFile.Create(beside, isShared))
            {
                using (var gate = new RedactingStream(file))
                {
                    write(gate);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            Remove(beside);
            throw Failure($"Writing {path}", error);
        }
    }

    /// <summary>Writes a file of text, in UTF-8.</summary>
    /// <param name="isShared">Whether others may read it, as the system's defaults say.</param>
    /// <exception cref="AuditException">It can't be written; what stood in its place still does.</exception>
    public static void Write(string path, string text, bool isShared = false) =>
        Write(path, file => file.Write(new UTF8Encoding(false).GetBytes(text)), isShared);

    /// <summary>Copies a file.</summary>
    /// <exception cref="AuditException">It can't be copied; what stood in its place still does.</exception>
    public static void Copy(string source, string path) =>
        Write(
            path,
            file =>
            {
                using var from = RegularFile.OpenRead(source);
                from.CopyTo(file);
            }
        );

    /// <summary>Removes files of an earlier run, and what it has left of them.</summary>
    /// <exception cref="AuditException">One can't be removed.</exception>
    public static void Clear(string folder, params IEnumerable<string> names)
    {
        try
        {
            foreach (var path in names.Select(name => Path.Combine(folder, name)).Where(_ => Directory.Exists(folder)))
            {
                File.Delete(path);
                RemoveLeftBeside(path);
            }
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            throw Failure($"Removing the files of the last run from {folder}", error);
        }
    }

    /// <summary>
    /// Whether an error is one of writing: no room, no right, no such folder, or a file that is longer than the file system or the process
    /// may make it, for which .NET blames an argument.
    /// </summary>
    public static bool IsOfTheDisk(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>The failure to write something, as a sentence with what to do.</summary>
    /// <param name="what">What was being done, such as <c>Writing artifacts/report.json</c>.</param>
    public static AuditException Failure(string what, Exception error) =>
        new(
            $"{what}: {error.Message.Split(" (Parameter")[0].TrimEnd('.')}. See that the disk has room and the folder can be written, "
                + "or give another one with --output; then run again.",
            FailureKind.ConfigurationOrInfrastructure,
            error
        );

    private static void RemoveLeftBeside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var left in Directory.Exists(folder) ? Directory.GetFiles(folder, $"{Path.GetFileName(path)}*{Ending}") : [])
        {
            File.Delete(left);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            // The next run removes it; the failure that led here is the one to tell.
        }
    }
}
