using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Recording;

namespace PlatformAudits.Tests;

/// <summary>An archive of evidence on the disk, of which each test gets a copy to spoil.</summary>
internal sealed class KeptEvidence : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KeptEvidence(string original) => Copy(original, Path);

    public string Path => System.IO.Path.Combine(_folder.Path, "archive");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from))
        {
            Copy(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)));
        }

        foreach (var file in Directory.GetFiles(from))
        {
            System.IO.File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }
    }

    /// <summary>Seals a snapshot anew, as whoever may write to the folder can, with everything that lies in its folder.</summary>
    public static Manifest SealAgain(string snapshot, Func<Manifest, Manifest>? change = null)
    {
        var path = System.IO.Path.Combine(snapshot, Snapshot.ManifestName);
        var (manifest, problem) = ManifestFile.Read(System.IO.File.ReadAllBytes(path));
        Assert.That(problem, Is.Null);
        var inputs = Directory
            .GetFiles(System.IO.Path.Combine(snapshot, "inputs"), "*", SearchOption.AllDirectories)
            .Select(file =>
            {
                var name = System.IO.Path.GetRelativePath(snapshot, file);
                var bytes = System.IO.File.ReadAllBytes(file);
                return new StoredInput(
                    name,
                    manifest!.Inputs.FirstOrDefault(i => i.File == name)?.Source ?? "a forger",
                    bytes.Length,
                    Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))
                );
            })
            .OrderBy(input => input.File, StringComparer.Ordinal);
        manifest = manifest! with { Inputs = [.. inputs] };
        var (resealed, bytes) = ManifestFile.Sealed(change is null ? manifest : change(manifest));
        System.IO.File.WriteAllBytes(path, bytes);
        System.IO.File.WriteAllText(System.IO.Path.Combine(snapshot, Snapshot.SumsName), SnapshotReader.SumsOf(resealed, bytes));
        return resealed;
    }

    /// <summary>Verifies the archive, or a folder of it.</summary>
    public Task<IReadOnlyList<CheckedEvidence>> VerifyAsync(string? below = null, string? key = null) =>
        new EvidenceCheck(System.IO.Path.Combine(Repository.Root, "templates")).RunAsync(
            below is null ? Path : File(below),
            key,
            CancellationToken.None
        );

    public void Dispose() => _folder.Dispose();
}
