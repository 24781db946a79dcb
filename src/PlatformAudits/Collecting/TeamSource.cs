using System.Net;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Collecting;

/// <summary>
/// Brings the team file into the snapshot, from a local path or from a GitLab project through its repository-files API
/// (docs.gitlab.com/api/repository_files). From GitLab all files are taken at one commit, so a push in between can't mix two teams.
/// </summary>
internal sealed class TeamSource
{
    /// <summary>The name of what <see cref="ReadBesideAsync"/> reads, in evidence.</summary>
    internal const string BesideList = "team-project-file";

    /// <summary>The name of the list of the files in a team folder, in evidence.</summary>
    internal const string FolderList = "team-folder";

    private const int FilesAtOnce = 8;
    private const int FoldersAbove = 3;

    private readonly Snapshot _snapshot;
    private readonly TeamFormat _format;
    private readonly RateLimits _limits;
    private readonly TeamReadings _readings;
    private readonly TaskCompletionSource<Func<string, CancellationToken, Task<string>>> _bringBeside = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <param name="format">What is read of every person.</param>
    /// <param name="limits">How many requests GitLab allows; by default as many as gitlab.com.</param>
    /// <param name="readings">What the audits of this run have read; by default nothing.</param>
    public TeamSource(Snapshot snapshot, TeamFormat format, RateLimits? limits = null, TeamReadings? readings = null)
    {
        _readings = readings ?? new TeamReadings();
        _limits = limits ?? GitLabApi.Limits;
        _snapshot = snapshot;
        _format = format;
    }

    /// <summary>
    /// A local file or folder. It is copied first, and what is read is the copy: whatever becomes of the original meanwhile, the evidence
    /// holds what was compared.
    /// </summary>
    /// <param name="path">The file, or a folder of one file per person.</param>
    /// <exception cref="AuditException">It is not there, or too large, or no regular file.</exception>
    public ArrivedTeam FromPath(string path)
    {
        _bringBeside.TrySetResult((file, _) => Task.FromResult(CopyBeside(path, file)));
        _snapshot.ReadTeamFrom(path);
        var files = TeamFile.Regular(path);
        if (!Directory.Exists(path))
        {
            _snapshot.CopyInput(path, Snapshot.TeamFile);
            return Arrived(_snapshot.PathOf(Snapshot.TeamFile), _ => path, _format);
        }

        foreach (var file in files)
        {
            _snapshot.CopyInput(file, $"{Snapshot.TeamFolder}/{Path.GetFileName(file)}");
        }

        var folder = Path.Combine(_snapshot.Folder, Snapshot.TeamFolder);
        return Arrived(folder, local => local == folder ? path : Path.Combine(path, Path.GetFileName(local)), _format);
    }

    /// <summary>Downloads from a GitLab project.</summary>
    /// <param name="gitLab">Where GitLab is when <c>GITLAB_URL</c> is not set.</param>
    /// <exception cref="AuditException">It can't be downloaded.</exception>
    public async Task<ArrivedTeam> FromGitLabAsync(
        Collector collector,
        Uri gitLab,
        TeamLocation location,
        CancellationToken cancellationToken
    )
    {
        using var client = collector.Open(GitLab(gitLab));
        var repository = $"projects/{Uri.EscapeDataString(location.Project!)}/repository";
        var commit = await client.GetAsync(
            "team-commit",
            "the team file's commit",
            $"{repository}/commits/{Uri.EscapeDataString(location.Ref)}",
            row => row.GetString("id"),
            cancellationToken
        );
        _snapshot.ReadTeamFrom(SourceOf(location.Path));
        _bringBeside.TrySetResult(
            async (file, token) =>
            {
                using var again = collector.Open(GitLab(gitLab));
                await DownloadAsync(again, BesideList, file, Snapshot.ProjectFile(file), token);
                return SourceOf(file);
            }
        );
        if (TeamFile.IsYaml(location.Path))
        {
            await DownloadAsync(client, "team-file", location.Path, Snapshot.TeamFile, cancellationToken);
            var (path, source) = (_snapshot.PathOf(Snapshot.TeamFile), SourceOf(location.Path));
            return new ArrivedTeam(
                path,
                () => _readings.Read(path, source, _format, () => TeamFile.Read(path, _ => source, format: _format))
            );
        }

        var files = new List<string>();
        var tree = new ListRequest(
            FolderList,
            $"the team folder {location.Project}:{location.Path}@{location.Ref}",
            $"{repository}/tree?path={Uri.EscapeDataString(location.Path)}&ref={commit}&per_page=100"
        )
        {
            IdOf = row => row.FindString("path"),
        };
        await client.ReadAllAsync(
            tree,
            new TotalPager(),
            row => (Type: row.GetString("type"), Path: row.GetString("path")),
            file =>
            {
                if (file.Type == "blob" && TeamFile.IsYaml(file.Path))
                {
                    files.Add(file.Path);
                }
            },
            cancellationToken
        );

        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken },
            async (file, _) =>
                await DownloadAsync(client, "team-file", file, $"{Snapshot.TeamFolder}/{Path.GetFileName(file)}", cancellationToken)
        );
        return Arrived(
            Path.GetDirectoryName(_snapshot.PathOf($"{Snapshot.TeamFolder}/person.yaml"))!,
            local => SourceOf($"{location.Path}/{Path.GetFileName(local)}"),
            _format
        );

        // Errors and the manifest name a file alike, so that a replay words an error as the run did.
        string SourceOf(string file) => $"{location.Project}:{file}@{commit}";

        async Task DownloadAsync(ApiClient from, string list, string file, string input, CancellationToken token)
        {
            await from.DownloadAsync(
                list,
                $"the team file {location.Project}:{file}@{location.Ref}",
                $"{repository}/files/{Uri.EscapeDataString(file)}/raw?ref={commit}",
                input,
                TeamFile.DefaultByteLimit,
                token
            );
            _snapshot.AddInput(input, SourceOf(file));
        }
    }

    /// <summary>
    /// Brings another file of the team's project into the snapshot: from the same commit, or from the folder that the team file lies in or
    /// one of the next above.
    /// </summary>
    /// <exception cref="AuditException">It can't be read.</exception>
    public async Task<ProjectFile> ReadBesideAsync(string path, CancellationToken cancellationToken)
    {
        var bring = await _bringBeside.Task.WaitAsync(cancellationToken);
        var source = await bring(path, cancellationToken);
        return new ProjectFile(_snapshot.PathOf(Snapshot.ProjectFile(path)), source);
    }

    /// <summary>The team file that a snapshot holds.</summary>
    /// <param name="format">What is read of every person.</param>
    public static ArrivedTeam FromSnapshot(string folder, Manifest manifest, TeamFormat format)
    {
        var sources = manifest.Inputs.ToDictionary(
            i => Path.GetFullPath(Path.Combine(folder, i.File)),
            i => i.Source,
            StringComparer.Ordinal
        );
        var hasFile = manifest.Inputs.Any(i => i.File == Snapshot.TeamFile);
        var team = Path.GetFullPath(Path.Combine(folder, hasFile ? Snapshot.TeamFile : Snapshot.TeamFolder));
        return Arrived(
            team,
            local => sources.GetValueOrDefault(Path.GetFullPath(local)) ?? (local == team ? manifest.Team : null) ?? local,
            format
        );
    }

    private string CopyBeside(string teamPath, string file)
    {
        var folder = new DirectoryInfo(Path.GetFullPath(teamPath)).Parent;
        for (var above = 0; folder is not null && above < FoldersAbove; folder = folder.Parent, above++)
        {
            var found = Path.Combine(folder.FullName, file);
            if (RegularFile.LengthOf(found) is not { } length)
            {
                continue;
            }

            if (length is 0 or > TeamFile.DefaultByteLimit)
            {
                throw new AuditException(
                    $"Reading {file} beside the team file {teamPath}: {found} is "
                        + (length == 0 ? "empty, or no regular file" : $"longer than {TeamFile.DefaultByteLimit / (1024 * 1024)} MiB")
                        + ". Check the path."
                );
            }

            _snapshot.CopyInput(found, Snapshot.ProjectFile(file));
            return found;
        }

        throw new AuditException(
            $"Reading {file} beside the team file {teamPath}: there is none in its folder or those just above. Give a team file "
                + "that lies in a checkout of its project, or correct the path in audits.yaml."
        );
    }

    private static ArrivedTeam Arrived(string path, Func<string, string> nameOf, TeamFormat format) =>
        new(path, () => TeamFile.Read(path, nameOf, format: format));

    private VendorSystem GitLab(Uri defaultUrl) =>
        new()
        {
            UrlVariable = GitLabApi.UrlVariable,
            DefaultUrl = defaultUrl,
            Credential = valueOf => Credential.PrivateToken(GitLabApi.Token.Name, valueOf(GitLabApi.Token.Name)),
            Options = (address, credential) =>
                new ApiOptions
                {
                    System = GitLabApi.SystemName,
                    BaseAddress = GitLabApi.Of(address),
                    Credential = credential,
                    Limits = _limits,
                    ErrorText = GitLabApi.ErrorText,
                    Advice = status =>
                        status switch
                        {
                            HttpStatusCode.Unauthorized => "Put a valid token into GL_TOKEN.",
                            HttpStatusCode.Forbidden => "GL_TOKEN needs the scope read_api and the role Reporter in the team's project.",
                            HttpStatusCode.NotFound =>
                                "Check team.project, team.path and team.ref in audits.yaml, and that GL_TOKEN may read the "
                                    + "repository (role Reporter, scope read_api).",
                            _ => null,
                        },
                },
        };
}
