using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>The Git repository of the team project: one YAML file for the team, or one for each person.</summary>
internal sealed class TeamRepository
{
    /// <summary>The project that holds the repository.</summary>
    public const string ProjectPath = "sandbox/support-team";

    /// <summary>The file for the whole team.</summary>
    public const string FilePath = "data/support-team.yaml";

    /// <summary>The folder with one file for each person.</summary>
    public const string FolderPath = "data/agents";

    /// <summary>The only branch.</summary>
    public const string Branch = "main";

    private const string Extension = ".yaml";
    private readonly World _world;
    private readonly TeamYaml _yaml;
    private readonly bool _asFolder;
    private readonly Lazy<int[]> _byFileName;
    private readonly Lazy<SortedDictionary<string, byte[]>> _others;
    private volatile Commit _commit;

    public TeamRepository(World world, bool asFolder)
    {
        _world = world;
        _asFolder = asFolder;
        _yaml = new TeamYaml(world);
        _byFileName = new Lazy<int[]>(SortByFileName);
        _others = new Lazy<SortedDictionary<string, byte[]>>(() =>
            new SortedDictionary<string, byte[]>(
                world.ProjectFiles.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value)),
                StringComparer.Ordinal
            )
        );
        _commit = new Commit(world.Version, IdOf($"{world.Seed} {world.Size} 0"), 0);
    }

    /// <summary>The id of the newest commit; another one after each change of the team.</summary>
    public string CommitId
    {
        get
        {
            var commit = _commit;
            if (!ReferenceEquals(commit.Version, _world.Version))
            {
                var number = commit.Number + 1;
                _commit = commit = new Commit(_world.Version, IdOf($"{_world.Seed} {_world.Size} {number}"), number);
            }

            return commit.Id;
        }
    }

    /// <summary>Whether a reference names the newest commit.</summary>
    public bool Knows(string reference) => reference is Branch or "HEAD" or "refs/heads/" + Branch || reference == CommitId;

    /// <summary>A file in pieces that share one buffer, or null when there is no such file.</summary>
    public IEnumerable<ReadOnlyMemory<byte>>? Read(string path)
    {
        if (_others.Value.TryGetValue(path, out var other))
        {
            return [other];
        }

        if (!_asFolder)
        {
            return path == FilePath ? _yaml.Chunks() : null;
        }

        return
            path.StartsWith(FolderPath + "/", StringComparison.Ordinal)
            && path.EndsWith(Extension, StringComparison.Ordinal)
            && TeammateOf(path[(FolderPath.Length + 1)..^Extension.Length]) is { } teammate
            ? [_yaml.Entry(teammate)]
            : null;
    }

    /// <summary>The entries below a folder, the empty text for the root; null when there is no such folder.</summary>
    public IReadOnlyList<TreeEntry>? List(string folder, bool recursive)
    {
        var folders = new List<string> { "data" };
        if (_asFolder)
        {
            folders.Add(FolderPath);
        }

        if (folder.Length > 0 && !folders.Contains(folder))
        {
            return null;
        }

        var prefix = folder.Length == 0 ? string.Empty : folder + "/";
        return
        [
            .. folders
                .Select(path => new TreeEntry(path, IsFolder: true))
                .Concat(Files())
                .Where(entry =>
                    entry.Path.StartsWith(prefix, StringComparison.Ordinal) && (recursive || !entry.Path[prefix.Length..].Contains('/'))
                ),
        ];
    }

    /// <summary>What identifies the content of a file.</summary>
    public BlobFacts FactsOf(string path)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        foreach (var chunk in Read(path)!)
        {
            size += chunk.Length;
            sha256.AppendData(chunk.Span);
        }

        return new BlobFacts(size, Convert.ToHexStringLower(sha256.GetHashAndReset()), BlobIdOf(path, size));
    }

    /// <summary>The id of a folder, which depends on everything in it.</summary>
    public string TreeIdOf(string folder) => IdOf($"{CommitId} {folder}");

    /// <summary>A blob's id as Git computes it.</summary>
    public string BlobIdOf(string path)
    {
        long size = 0;
        foreach (var chunk in Read(path)!)
        {
            size += chunk.Length;
        }

        return BlobIdOf(path, size);
    }

#pragma warning disable CA5350 // Git's object ids are SHA-1; nothing is secured by them.
    private string BlobIdOf(string path, long size)
    {
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {size}\0")));
        foreach (var chunk in Read(path)!)
        {
            sha1.AppendData(chunk.Span);
        }

        return Convert.ToHexStringLower(sha1.GetHashAndReset());
    }

    private static string IdOf(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    private IEnumerable<TreeEntry> Files() =>
        (
            _asFolder
                ? _byFileName
                    .Value.Where(index => _world.TeammateAt(index) is not null)
                    .Select(index => $"{FolderPath}/{_world.HandleOf(index)}{Extension}")
                    .Concat(_others.Value.Keys)
                : _others.Value.Keys.Append(FilePath)
        ).Select(path => new TreeEntry(path, IsFolder: false));

    private int[] SortByFileName()
    {
        var indices = Enumerable.Range(0, _world.Size).ToArray();
        Array.Sort(Array.ConvertAll(indices, _world.HandleOf), indices, StringComparer.Ordinal);
        return indices;
    }

    private Teammate? TeammateOf(string handle)
    {
        var digits = handle.AsSpan(handle.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1);
        return
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < _world.Size
            && _world.HandleOf(index) == handle
            ? _world.TeammateAt(index)
            : null;
    }

    private sealed record Commit(object Version, string Id, int Number);
}
