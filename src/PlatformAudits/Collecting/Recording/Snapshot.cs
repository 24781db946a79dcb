using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// The folder of evidence that a run writes: one file a response, the files that the run was given, and <c>manifest.json</c>, which
/// is written last and in one step, so a folder without it is a run that did not end.
/// </summary>
public sealed partial class Snapshot
{
    /// <summary>The name of its folder below an audit's output.</summary>
    public const string FolderName = "snapshot";

    /// <summary>The manifest's file name.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>The file for <c>sha256sum -c</c>.</summary>
    public const string SumsName = "SHA256SUMS";

    /// <summary>The file of the manifest's signature.</summary>
    public const string SignatureName = "manifest.json.dsse";

    /// <summary>More bytes than any of the files has that the program writes about a snapshot.</summary>
    internal const long LongestOwnFile = 256 * 1024 * 1024;

    private const string InputFolder = "inputs";

    /// <summary>The settings, as a snapshot keeps them.</summary>
    public const string Settings = InputFolder + "/audits.yaml";

    /// <summary>The waivers, as a snapshot keeps them.</summary>
    public const string Waivers = InputFolder + "/waivers.yaml";

    /// <summary>What a run of an earlier period has left, as a snapshot keeps it.</summary>
    public const string Previous = InputFolder + "/previous-report.json";

    /// <summary>What an earlier run of the period has left, as a snapshot keeps it.</summary>
    public const string OfPeriod = InputFolder + "/last-report.json";

    /// <summary>What earlier runs have left and is not believed, as a snapshot keeps it: a clause.</summary>
    public const string Doubt = InputFolder + "/not-believed.txt";

    /// <summary>What people had decided on the period's issue, as a snapshot keeps it.</summary>
    public const string Decisions = InputFolder + "/decisions.json";

    /// <summary>Which audited periods were left out before this one, as a snapshot keeps it: a sentence.</summary>
    public const string LeftOut = InputFolder + "/left-out.txt";

    /// <summary>What people had decided on the issue of the period before, in the snapshot.</summary>
    public const string DecisionsBefore = InputFolder + "/decisions-before.json";

    /// <summary>The API keys that people had written down on the last issue, in the snapshot.</summary>
    public const string Keys = InputFolder + "/api-keys.json";

    /// <summary>The day by which the findings are to be decided, as a snapshot keeps it: such as <c>2026-12-13</c>.</summary>
    public const string Due = InputFolder + "/due-date.txt";

    /// <summary>The address of the issue over all platforms, as a snapshot keeps it.</summary>
    public const string Overview = InputFolder + "/overview.txt";

    /// <summary>Why nobody could tell what earlier runs have left, as a snapshot keeps it: a sentence.</summary>
    public const string NotRecalled = InputFolder + "/not-recalled.txt";

    /// <summary>Why the platform was not asked at all, as a snapshot keeps it: a sentence.</summary>
    public const string Obstacle = InputFolder + "/not-read.txt";

    /// <summary>Why the team could not be brought here, as a snapshot keeps it: a sentence.</summary>
    public const string NoTeam = InputFolder + "/no-team.txt";

    /// <summary>A team file, as a snapshot keeps it.</summary>
    public const string TeamFile = InputFolder + "/support-team.yaml";

    /// <summary>A team folder, as a snapshot keeps it.</summary>
    public const string TeamFolder = InputFolder + "/team";

    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly List<StoredInput> _inputs = [];
    private readonly List<ListStatistics> _lists = [];
    private readonly List<AskedSystem> _systems = [];
    private readonly List<RateWait> _waits = [];
    private readonly Dictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private volatile int _readings = 1;
    private string? _previousPeriod;
    private string? _previousSeal;
    private string? _team;
    private readonly string _platform;
    private readonly string _period;

    private Snapshot(string folder, string platform, string period, TimeProvider clock)
    {
        Folder = folder;
        _platform = platform;
        _period = period;
        _clock = clock;
        Started = clock.GetUtcNow();
        _startedAt = clock.GetTimestamp();
    }

    /// <summary>The program's name and version, as manifests and reports give it.</summary>
    public static string Tool { get; } =
        "Platform Audits "
        + (
            typeof(Snapshot).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "unknown"
        );

    public string Folder { get; }

    /// <summary>When the run began, UTC.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>
    /// The time, UTC, as it has gone on since the start: whoever sets the machine's clock meanwhile does not change the order of the
    /// exchanges.
    /// </summary>
    public DateTimeOffset Now => Started + _clock.GetElapsedTime(_startedAt);

    /// <summary>Whether the run was told to believe a drop beyond the shrinkage guard.</summary>
    public bool AcceptsDrop { get; init; }

    /// <summary>The key that signs it; null leaves it unsigned.</summary>
    internal SigningKey? Key { get; init; }

    /// <summary>The lists that were begun so far.</summary>
    public IReadOnlyList<ListStatistics> Lists
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _lists
                        .OrderBy(l => l.System, StringComparer.Ordinal)
                        .ThenBy(l => l.List, StringComparer.Ordinal)
                        .ThenBy(l => l.What, StringComparer.Ordinal)
                        .ThenBy(l => l.Reading),
                ];
            }
        }
    }

    /// <summary>Begins a snapshot in an empty or new folder; an older snapshot in it is removed first.</summary>
    /// <param name="acceptsDrop">Whether the run was told to believe a drop beyond the shrinkage guard.</param>
    /// <exception cref="AuditException">The folder holds files of somebody else, or can't be written.</exception>
    public static Snapshot Begin(string folder, string platform, string period, TimeProvider clock, bool acceptsDrop = false) =>
        Begin(folder, platform, period, clock, acceptsDrop, key: null);

    /// <summary>Begins a snapshot that is signed where there is a key.</summary>
    internal static Snapshot Begin(string folder, string platform, string period, TimeProvider clock, bool acceptsDrop, SigningKey? key)
    {
        var replaced = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + ".replaced";
        try
        {
            if (Directory.Exists(replaced))
            {
                Directory.Delete(replaced, recursive: true);
            }

            if (Directory.Exists(folder))
            {
                if (
                    !File.Exists(Path.Combine(folder, ManifestName))
                    && !Directory.Exists(Path.Combine(folder, InputFolder))
                    && Directory.EnumerateFileSystemEntries(folder).Any()
                )
                {
                    throw new AuditException(
                        $"Writing the snapshot to {folder}: the folder holds files that are not a snapshot's, and they would be "
                            + "lost. Empty it, or give another --output.",
                        FailureKind.ConfigurationOrInfrastructure
                    );
                }

                // In one step, so that a run that is killed meanwhile leaves no half of a snapshot, which the next one would take for
                // somebody else's files.
                Directory.Move(folder, replaced);
                Directory.Delete(replaced, recursive: true);
            }

            PrivateFolder.Create(Path.Combine(folder, InputFolder));
            return new Snapshot(folder, platform, period, clock) { AcceptsDrop = acceptsDrop, Key = key };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(
                $"Writing the snapshot to {folder}: {error.Message} Give a folder that can be written with --output.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
    }

    /// <summary>Notes a system that is going to be asked; once is enough.</summary>
    public void Add(AskedSystem system)
    {
        lock (_lock)
        {
            if (_systems.TrueForAll(s => s.Name != system.Name))
            {
                _systems.Add(system);
            }
        }
    }

    /// <summary>Notes whom a system said the credential belongs to; nothing where the system was not asked for anything else.</summary>
    public void Identify(string system, string identity)
    {
        lock (_lock)
        {
            var index = _systems.FindIndex(s => s.Name == system);
            if (index >= 0)
            {
                _systems[index] = _systems[index] with { CredentialIdentity = identity };
            }
        }
    }

    /// <summary>Notes where the team was read.</summary>
    /// <param name="source">The place with the commit, as people know it.</param>
    internal void ReadTeamFrom(string source) => _team = source;

    /// <summary>Notes the last run of the period before, whose seal this one continues.</summary>
    /// <param name="seal">Its seal; null where nobody knows it.</param>
    internal void Continue(string period, string? seal) => (_previousPeriod, _previousSeal) = (period, seal);

    /// <summary>The path of a file of the snapshot; its folder is there.</summary>
    /// <param name="file">The file below the snapshot, with <c>/</c>.</param>
    /// <exception cref="AuditException">No snapshot can hold a file of that name.</exception>
    public string PathOf(string file)
    {
        if (!ManifestFile.IsFileName(file))
        {
            throw new AuditException($"Recording {Path.GetFileName(file)}: a file can't be kept under that name; give it a plain one.");
        }

        var path = Path.Combine(Folder, file.Replace('/', Path.DirectorySeparatorChar));
        PrivateFolder.Create(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Keeps a copy of a file that the run was given. What is read of it afterwards is read from the copy.</summary>
    /// <param name="path">The file, whose path is also its source.</param>
    /// <param name="file">Where to keep it below the snapshot, with <c>/</c>.</param>
    public void CopyInput(string path, string file)
    {
        AtomicFile.Copy(path, PathOf(file));
        AddInput(file, path);
    }

    /// <summary>Keeps a text that the run was given.</summary>
    /// <param name="file">Where to keep it below the snapshot, with <c>/</c>.</param>
    /// <param name="source">Where it came from, as people know it.</param>
    public void WriteInput(string text, string file, string source)
    {
        AtomicFile.Write(PathOf(file), text);
        AddInput(file, source);
    }

    /// <summary>Notes a file that the run was given and that stands in the snapshot.</summary>
    /// <param name="file">The file below the snapshot, with <c>/</c>.</param>
    /// <param name="source">Where it came from, as people know it.</param>
    public void AddInput(string file, string source)
    {
        using var stream = RegularFile.OpenRead(PathOf(file));
        var input = new StoredInput(file, source, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
        lock (_lock)
        {
            _inputs.RemoveAll(i => i.File == file);
            _inputs.Add(input);
        }
    }

    /// <summary>Notes that what is read from now on is read a second time.</summary>
    internal void BeginAgain() => _readings++;

    /// <summary>Notes a list that was read, or begun.</summary>
    internal void Add(ListStatistics list)
    {
        lock (_lock)
        {
            _lists.Add(list with { Reading = _readings });
        }
    }

    /// <summary>Another file of the team's project, as a snapshot keeps it.</summary>
    public static string ProjectFile(string path) => $"{InputFolder}/project/{NotForProjectFiles().Replace(path, "-")}";

    /// <summary>The page of the GitLab job that runs; null for none.</summary>
    public Uri? Job { get; set; }

    /// <summary>The time zone, by its IANA name, in which the run's days begin and end; null for one without days.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Writes the manifest: the snapshot is whole.</summary>
    public Manifest Complete()
    {
        Manifest manifest;
        var lists = Lists;
        lock (_lock)
        {
            manifest = new Manifest
            {
                Tool = Tool,
                Platform = _platform,
                Period = _period,
                PreviousPeriod = _previousPeriod,
                PreviousSeal = _previousSeal,
                SigningKey = Key?.Id,
                Team = _team,
                Job = Job,
                TimeZone = TimeZone,
                Started = Started,
                Ended = Now,
                Systems = [.. _systems],
                Inputs = [.. _inputs.OrderBy(i => i.File, StringComparer.Ordinal)],
                Exchanges =
                [
                    .. _exchanges
                        .OrderBy(e => e.List, StringComparer.Ordinal)
                        .ThenBy(e => e.At)
                        .ThenBy(e => e.File, StringComparer.Ordinal),
                ],
                Waits = _waits.Count == 0 ? null : [.. _waits.OrderBy(w => w.From).ThenBy(w => w.System, StringComparer.Ordinal)],
                Lists = lists,
                Readings = _readings,
                AcceptsDrop = AcceptsDrop,
                Totals = new SnapshotTotals(
                    _exchanges.Count,
                    _exchanges.Sum(e => e.BytesReceived),
                    _exchanges.Sum(e => (long)(e.Rows ?? 0))
                ),
            };
        }

        RemoveUnnamed(manifest);
        var (complete, bytes) = ManifestFile.Sealed(ManifestFile.Redacted(manifest));
        AtomicFile.Write(Path.Combine(Folder, SumsName), SnapshotReader.SumsOf(complete, bytes));
        if (Key is { } key)
        {
            AtomicFile.Write(Path.Combine(Folder, SignatureName), key.Sign(bytes));
        }

        AtomicFile.Write(Path.Combine(Folder, ManifestName), file => file.Write(bytes));
        return complete;
    }

    /// <summary>Whether a file is one that the program writes about a snapshot, and no evidence itself.</summary>
    /// <param name="file">The file below the snapshot, with <c>/</c>.</param>
    internal static bool IsOfTheProgram(string file) => file is ManifestName or SumsName or SignatureName;

    /// <summary>A free file for a response of a list.</summary>
    /// <param name="extension">What the file's name ends with, such as <c>json</c>.</param>
    internal string NextFile(string list, string extension)
    {
        int number;
        lock (_lock)
        {
            number = _requests[list] = _requests.GetValueOrDefault(list) + 1;
        }

        return $"{NotForFileNames().Replace(list, "-")}-{number:0000}.{extension}";
    }

    /// <summary>Notes an exchange.</summary>
    internal void Add(Exchange exchange)
    {
        lock (_lock)
        {
            _exchanges.Add(exchange);
        }
    }

    /// <summary>Notes a wait. Those of one system that overlap, because several lists are read at the same time, become one.</summary>
    internal void Add(RateWait wait)
    {
        lock (_lock)
        {
            for (
                var index = _waits.FindIndex(w => w.System == wait.System && w.From <= wait.Until && wait.From <= w.Until);
                index >= 0;
                index = _waits.FindIndex(w => w.System == wait.System && w.From <= wait.Until && wait.From <= w.Until)
            )
            {
                var other = _waits[index];
                wait = (other.From <= wait.From ? other : wait) with { Until = other.Until > wait.Until ? other.Until : wait.Until };
                _waits.RemoveAt(index);
            }

            _waits.Add(wait);
        }
    }

    /// <summary>Removes what a download that broke off for good has left, and folders in which nothing came to lie.</summary>
    private void RemoveUnnamed(Manifest manifest)
    {
        var named = manifest.Files.Select(f => Path.GetFullPath(Path.Combine(Folder, f.File))).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(Path.GetFullPath))
        {
            if (!named.Contains(file))
            {
                File.Delete(file);
            }
        }

        foreach (var folder in Directory.EnumerateDirectories(Folder, "*", SearchOption.AllDirectories).OrderByDescending(f => f.Length))
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_-]+")]
    private static partial Regex NotForFileNames();

    [GeneratedRegex("[^A-Za-z0-9_.-]+")]
    private static partial Regex NotForProjectFiles();
}
