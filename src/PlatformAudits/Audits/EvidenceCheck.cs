using System.Globalization;
using System.Reflection;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Audits;

/// <summary>
/// Checks evidence without a network and without a credential: every byte of the snapshots below a folder, their signatures, that each
/// continues the period before, and that it still gives the reports and the issue's text that lie beside it. What people have decided is
/// no part of the evidence: it is taken as <c>review.json</c> tells it.
/// </summary>
public sealed class EvidenceCheck
{
    private const int ShownDigits = 12;

    private readonly string _templatesFolder;
    private readonly IReadOnlyList<Assembly> _assemblies;

    /// <param name="templatesFolder">The folder of the issue templates.</param>
    /// <param name="assemblies">Where to look for platforms; by default in the library only.</param>
    public EvidenceCheck(string templatesFolder, params IReadOnlyList<Assembly> assemblies)
    {
        _templatesFolder = templatesFolder;
        _assemblies = assemblies;
    }

    /// <summary>A project's own templates, with which its issues were written; null for none.</summary>
    public string? OwnTemplatesFolder { get; init; }

    /// <summary>Checks all evidence below a folder: a snapshot, an artifact of a job, or an archive of many.</summary>
    /// <param name="keyPath">A public key in PEM that must have signed all of it; null for whichever the evidence names.</param>
    /// <returns>What became of each snapshot, in the order of their paths.</returns>
    /// <exception cref="AuditException">There is none, or the key can't be read.</exception>
    public async Task<IReadOnlyList<CheckedEvidence>> RunAsync(string folder, string? keyPath, CancellationToken cancellationToken)
    {
        using var key = keyPath is null ? null : VerificationKey.Read(keyPath);
        try
        {
            return await RunAsync(folder, key, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(
                $"Verifying {folder}: {error.Message.TrimEnd('.')}. Check that this user may read all of it.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
    }

    private async Task<IReadOnlyList<CheckedEvidence>> RunAsync(string folder, VerificationKey? key, CancellationToken cancellationToken)
    {
        var found = new List<CheckedEvidence>();
        foreach (var snapshot in Snapshots(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(await CheckAsync(folder, snapshot, key, cancellationToken));
        }

        found.AddRange(
            Below(folder)
                .Where(f => !IsSnapshot(f) && !IsSnapshot(Path.Combine(f, Snapshot.FolderName)))
                .SelectMany(f =>
                    AuditFiles
                        .Replayed.Where(name => Path.Exists(Path.Combine(f, name)))
                        .Take(1)
                        .Select(name => NotChecked(f, $"{name} has no {Snapshot.FolderName}/ beside it"))
                )
        );
        found.AddRange(LeadingOut(folder).Select(link => NotChecked(link, "it is a link, and what it leads to was not checked")));
        return found.Count > 0
            ? [.. found.Select(evidence => Chained(evidence, found)).OrderBy(evidence => evidence.Folder, StringComparer.Ordinal)]
            : throw new AuditException(
                $"Verifying {folder}: there is no snapshot in it. Give a snapshot, the unpacked artifact of a job, or a folder that holds "
                    + "some.",
                FailureKind.ConfigurationOrInfrastructure
            );

        CheckedEvidence NotChecked(string path, string difference) => new(Shown(folder, path), null, [difference], []);
    }

    private async Task<CheckedEvidence> CheckAsync(
        string folder,
        string snapshot,
        VerificationKey? key,
        CancellationToken cancellationToken
    )
    {
        var (manifest, differences) = SnapshotReader.Check(snapshot, key);
        var evidence = new CheckedEvidence(Shown(folder, snapshot), manifest, [.. differences], []);
        if (manifest is null || differences.Count > 0)
        {
            return evidence;
        }

        var files = manifest.Files.Distinct().ToList();
        evidence.Remarks.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Sentence.Count(files.Count, "file")}, {files.Sum(f => f.Bytes):N0} bytes, seal {Short(manifest.Seal)}"
            )
        );
        evidence.Remarks.Add(
            manifest.SigningKey is not { } signer ? "unsigned"
            : key is not null ? $"signed by {VerificationKey.ShownOf(signer)}"
            : $"signed by {VerificationKey.ShownOf(signer)}, which was held against none: give --key"
        );
        if (Directory.GetParent(Path.GetFullPath(snapshot)) is { } beside)
        {
            await ReplayAsync(evidence, manifest, snapshot, beside.FullName, cancellationToken);
        }

        return evidence;
    }

    /// <summary>Replays a snapshot, and holds what comes of it against what lies beside it.</summary>
    private async Task ReplayAsync(
        CheckedEvidence evidence,
        Manifest manifest,
        string snapshot,
        string beside,
        CancellationToken cancellationToken
    )
    {
        if (manifest.Inputs.All(input => input.File != Snapshot.Settings))
        {
            evidence.Remarks.Add("no audit, so nothing to replay");
            return;
        }

        var output = Directory.CreateTempSubdirectory("platform-audits-");
        try
        {
            var services = new RunServices(_ => null, new NoNetwork(), TimeProvider.System, RunLog.Silent) { Assemblies = _assemblies };
            await new Audit(services).RunAsync(
                new AuditRequest
                {
                    Platform = manifest.Platform,
                    SettingsPath = Path.Combine(snapshot, Snapshot.Settings),
                    WaiversPath = Path.Combine(snapshot, Snapshot.Waivers),
                    TemplatesFolder = _templatesFolder,
                    OwnTemplatesFolder = OwnTemplatesFolder,
                    OutputFolder = output.FullName,
                    ReplayFolder = snapshot,
                },
                cancellationToken
            );
            if (!AuditFiles.Replayed.Any(name => Path.Exists(Path.Combine(beside, name))))
            {
                evidence.Remarks.Add("it replays, and no report lies beside it");
                return;
            }

            var differences = AuditFiles
                .Replayed.Select(name => AuditFiles.DifferenceOf(Path.Combine(beside, name), Path.Combine(output.FullName, name)))
                .OfType<string>()
                .ToList();
            evidence.Differences.AddRange(differences);
            if (differences.Count == 0)
            {
                evidence.Remarks.Add(
                    "reports and issue replay to the same bytes"
                        + (
                            File.Exists(Path.Combine(beside, IssueReview.FileName))
                                ? $", with what people have decided as {IssueReview.FileName} tells it"
                                : ""
                        )
                );
            }
            else if (manifest.Tool != Snapshot.Tool)
            {
                evidence.Differences.Add($"it was written by {manifest.Tool} and replayed by {Snapshot.Tool}, so try that version");
            }
        }
        catch (AuditException failure)
        {
            evidence.Differences.Add($"it can't be replayed: {failure.Message.TrimEnd('.')}");
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    /// <summary>Looks for the run that a snapshot continues, which may lie in the same folder.</summary>
    private static CheckedEvidence Chained(CheckedEvidence evidence, List<CheckedEvidence> all)
    {
        if (evidence.Manifest is not { PreviousPeriod: { } period, PreviousSeal: { } seal } manifest)
        {
            if (evidence.Manifest is { } first)
            {
                var earlier = all.Select(other => other.Manifest)
                    .OfType<Manifest>()
                    .Where(m => m.Platform == first.Platform && string.CompareOrdinal(m.Period, first.Period) < 0)
                    .MaxBy(m => m.Period, StringComparer.Ordinal);
                evidence.Remarks.Add(
                    "it continues no sealed run of an earlier period"
                        + (earlier is null ? "" : $", though one of {earlier.Period} is here")
                );
            }

            return evidence;
        }

        var before = all.Select(other => other.Manifest)
            .OfType<Manifest>()
            .Where(m => m.Platform == manifest.Platform && m.Period == period);
        var seals = before.Select(m => m.Seal).ToList();
        if (seals.Count == 0)
        {
            evidence.Remarks.Add($"the run of {period} that it continues is not here (seal {Short(seal)})");
        }
        else if (seals.Contains(seal))
        {
            evidence.Remarks.Add($"it continues the run of {period}");
        }
        else
        {
            evidence.Differences.Add(
                $"the chain is broken: it continues the run of {period} with the seal {Short(seal)}, and "
                    + $"here is {Sentence.List([.. seals.Select(Short)])}"
            );
        }

        return evidence;
    }

    /// <summary>The snapshots in a folder and below it, in no order.</summary>
    /// <exception cref="AuditException">There is no such folder.</exception>
    internal static IEnumerable<string> Snapshots(string folder) => Below(folder).Where(IsSnapshot);

    /// <summary>Whether a folder is a snapshot, or is what somebody has left of one.</summary>
    private static bool IsSnapshot(string folder) =>
        Directory.Exists(folder)
        && (
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == Snapshot.FolderName
            || File.Exists(Path.Combine(folder, Snapshot.ManifestName))
            || IsOfSnapshot(Path.Combine(folder, Snapshot.SumsName))
        );

    /// <summary>Whether sums are those of a snapshot; an auditor may keep others over all that he has.</summary>
    private static bool IsOfSnapshot(string sums) =>
        RegularFile.LengthOf(sums) > 0
        && File.ReadLines(sums).Any(line => line.EndsWith($"  {Snapshot.ManifestName}", StringComparison.Ordinal));

    /// <summary>A folder and those below it, but none below a snapshot; links are not followed.</summary>
    private static IEnumerable<string> Below(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new AuditException(
                $"Verifying {folder}: there is no such folder{(File.Exists(folder) ? "; unpack the archive first" : "")}.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        var waiting = new Queue<string>([folder]);
        while (waiting.TryDequeue(out var next))
        {
            yield return next;
            if (!IsSnapshot(next))
            {
                foreach (var below in new DirectoryInfo(next).GetDirectories().Where(d => d.LinkTarget is null))
                {
                    waiting.Enqueue(below.FullName);
                }
            }
        }
    }

    /// <summary>
    /// The links in the place of a snapshot, and those to folders outside: what is checked is what lies in the folder. A link to another
    /// folder in it, as to the latest, hides nothing.
    /// </summary>
    private static IEnumerable<string> LeadingOut(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        return Below(folder)
            .Where(f => !IsSnapshot(f))
            .SelectMany(f => new DirectoryInfo(f).GetDirectories())
            .Where(d =>
                d.LinkTarget is not null
                && (
                    d.Name == Snapshot.FolderName
                    || d.ResolveLinkTarget(returnFinalTarget: true)?.FullName.StartsWith(root, StringComparison.Ordinal) != true
                )
            )
            .Select(d => d.FullName);
    }

    /// <summary>The beginning of a seal; of one that somebody has shortened, all of it.</summary>
    private static string Short(string seal) => seal[..Math.Min(ShownDigits, seal.Length)];

    private static string Shown(string folder, string path) => Path.GetRelativePath(folder, path);

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Evidence is checked without a network.");
    }
}

/// <summary>What a check of evidence came to.</summary>
public sealed class CheckedEvidence
{
    private const int ShownDifferences = 5;

    internal CheckedEvidence(string folder, Manifest? manifest, List<string> differences, List<string> remarks)
    {
        Folder = folder;
        Manifest = manifest;
        Differences = differences;
        Remarks = remarks;
    }

    /// <summary>Its folder below the one that was given.</summary>
    public string Folder { get; }

    /// <summary>Whether it is as it was written.</summary>
    public bool IsIntact => Differences.Count == 0;

    /// <summary>What it came to, in one line.</summary>
    public string Line
    {
        get
        {
            var what = Manifest is null ? Folder : $"{Manifest.Platform} {Manifest.Period} ({Folder})";
            var more = Differences.Count - ShownDifferences;
            return IsIntact
                ? $"{what}: as it was written; {string.Join("; ", Remarks)}."
                : $"{what}: NOT as it was written: {string.Join("; ", Differences.Take(ShownDifferences))}"
                    + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $"; and {more} more.") : ".");
        }
    }

    internal Manifest? Manifest { get; }

    internal List<string> Differences { get; }

    internal List<string> Remarks { get; }
}
