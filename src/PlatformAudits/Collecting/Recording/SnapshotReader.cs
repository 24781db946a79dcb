using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Recording;

/// <summary>Holds a snapshot against its manifest: every byte of it, and that there is nothing else.</summary>
internal static class SnapshotReader
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Reads a manifest, when the whole snapshot is as it was written.</summary>
    /// <exception cref="AuditException">There is none, it is of another format, or something is not as it was.</exception>
    public static Manifest Read(string folder) =>
        Check(folder) switch
        {
            { Manifest: { } manifest, Differences: [] } => manifest,
            { Differences: [var first, ..] } => throw new AuditException($"Replaying {folder}: {first}. Use an unchanged snapshot."),
            _ => throw new InvalidOperationException("Whatever has no manifest is different."),
        };

    /// <summary>Looks for whatever is not as it was written.</summary>
    /// <param name="trusted">The key that must have signed it; null for whichever it names.</param>
    public static SnapshotCheck Check(string folder, VerificationKey? trusted = null)
    {
        try
        {
            var found = FilesIn(folder);
            if (!found.Files.ContainsKey(Snapshot.ManifestName))
            {
                return new SnapshotCheck(
                    null,
                    [$"there is no {Snapshot.ManifestName}, so this is not a snapshot, or one of a run that did not end"]
                );
            }

            if (ReadSmall(folder, Snapshot.ManifestName) is not { Length: > 0 } bytes)
            {
                return new SnapshotCheck(null, [$"{Snapshot.ManifestName} is empty, too long, or no regular file"]);
            }

            var (manifest, problem) = ManifestFile.Read(bytes);
            return manifest is null
                ? new SnapshotCheck(null, [problem!])
                : new SnapshotCheck(manifest, [.. DifferencesOf(folder, found, manifest, bytes, trusted)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SnapshotCheck(null, [$"it can't be read: {error.Message.TrimEnd('.')}"]);
        }
    }

    /// <summary>What <c>SHA256SUMS</c> says of a snapshot, as <c>sha256sum -c</c> reads it.</summary>
    /// <param name="manifestBytes">The bytes of its manifest.</param>
    public static string SumsOf(Manifest manifest, ReadOnlySpan<byte> manifestBytes) =>
        string.Concat(
            manifest
                .Files.Distinct()
                .Append(
                    (File: Snapshot.ManifestName, manifestBytes.Length, Sha256: Convert.ToHexStringLower(SHA256.HashData(manifestBytes)))
                )
                .OrderBy(file => file.File, StringComparer.Ordinal)
                .Select(file => $"{file.Sha256}  {file.File}\n")
        );

    private static IEnumerable<string> DifferencesOf(
        string folder,
        (Dictionary<string, long> Files, List<string> Strange) found,
        Manifest manifest,
        byte[] bytes,
        VerificationKey? trusted
    )
    {
        foreach (var strange in found.Strange)
        {
            yield return strange;
        }

        var listed = manifest.Files.Distinct().ToDictionary(file => file.File, StringComparer.Ordinal);
        foreach (var file in found.Files.Keys.Order(StringComparer.Ordinal))
        {
            if (!listed.ContainsKey(file) && !Snapshot.IsOfTheProgram(file))
            {
                yield return $"{file} is not in {Snapshot.ManifestName}, so somebody has added it";
            }
        }

        var changed = new string?[listed.Count];
        Parallel.ForEach(
            listed.Values.OrderByDescending(file => file.Bytes).Select((file, index) => (File: file, Index: index)),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            one => changed[one.Index] = DifferenceOf(folder, found.Files, one.File)
        );
        foreach (var difference in changed.OfType<string>().Order(StringComparer.Ordinal))
        {
            yield return difference;
        }

        if (!found.Files.ContainsKey(Snapshot.SumsName))
        {
            yield return $"{Snapshot.SumsName} is missing";
        }
        else if (!ReadSmall(folder, Snapshot.SumsName).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(SumsOf(manifest, bytes))))
        {
            yield return $"{Snapshot.SumsName} was changed after it was written";
        }

        var signature = found.Files.ContainsKey(Snapshot.SignatureName) ? ReadSmall(folder, Snapshot.SignatureName) : null;
        if (ManifestSignature.DifferenceOf(manifest.SigningKey, bytes, signature, trusted) is { } unsigned)
        {
            yield return unsigned;
        }
    }

    /// <summary>
    /// A file that is shorter or longer than it was is not opened: a pipe that stands in its place would never end.
    /// </summary>
    private static string? DifferenceOf(string folder, Dictionary<string, long> found, (string File, long Bytes, string Sha256) listed)
    {
        if (!found.TryGetValue(listed.File, out var length))
        {
            return $"{listed.File}, which {Snapshot.ManifestName} names, is missing";
        }

        if (length != listed.Bytes)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{listed.File} was changed after it was written; it has {length} bytes and had {listed.Bytes}"
            );
        }

        try
        {
            return HashOf(Path.Combine(folder, listed.File), length) == listed.Sha256
                ? null
                : $"{listed.File} was changed after it was written; its SHA-256 is not the one in {Snapshot.ManifestName}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{listed.File}, which {Snapshot.ManifestName} names, can't be read: {error.Message.TrimEnd('.')}";
        }
    }

    private static string HashOf(string path, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (length > 0)
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            long offset = 0;
            for (int count; (count = RandomAccess.Read(file, buffer, offset)) > 0; offset += count)
            {
                hash.AppendData(buffer, 0, count);
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A file of the program's own, of which nothing is read when it is implausibly long.</summary>
    private static byte[] ReadSmall(string folder, string file)
    {
        var path = new FileInfo(Path.Combine(folder, file));
        return path.Length is > 0 and <= Snapshot.LongestOwnFile ? File.ReadAllBytes(path.FullName) : [];
    }

    /// <summary>The files below a folder with their lengths, and what is neither file nor folder or holds nothing, as clauses.</summary>
    private static (Dictionary<string, long> Files, List<string> Strange) FilesIn(string folder)
    {
        var (files, strange) = (new Dictionary<string, long>(StringComparer.Ordinal), new List<string>());
        if (Directory.Exists(folder))
        {
            Add(new DirectoryInfo(folder), "");
        }

        return (files, strange);

        void Add(DirectoryInfo directory, string prefix)
        {
            var isEmpty = true;
            foreach (
                var entry in directory.EnumerateFileSystemInfos(
                    "*",
                    new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }
                )
            )
            {
                isEmpty = false;
                var name = prefix + entry.Name;
                if (entry.LinkTarget is not null)
                {
                    strange.Add($"{name} is a link, which no snapshot holds");
                }
                else if (entry is DirectoryInfo below)
                {
                    Add(below, name + "/");
                }
                else
                {
                    files[name] = ((FileInfo)entry).Length;
                }
            }

            if (isEmpty && prefix.Length > 0)
            {
                strange.Add($"{prefix} is an empty folder, which no snapshot holds");
            }
        }
    }
}

/// <summary>What a look at a snapshot came to.</summary>
/// <param name="Manifest">The manifest, or null when there is none that can be believed.</param>
/// <param name="Differences">What is not as it was written, a clause each.</param>
internal sealed record SnapshotCheck(Manifest? Manifest, IReadOnlyList<string> Differences);
