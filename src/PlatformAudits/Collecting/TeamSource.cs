using System.Net;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Collecting;

/// <summary>
/// Brings the team file into the snapshot, from a local path or from a GitLab project through its repository-files API (docs.gitlab.com/api/repository_files). From GitLab
/// all files are taken at one commit, so a push in between can't mix two teams.
/// </summary>
public sealed class TeamSource
{
    private const int FilesAtOnce = 8;

    private readonly Snapshot _snapshot;

    /// <summary>A source for a run.</summary>
    /// <param name="snapshot">The run's snapshot.</param>
    public TeamSource(Snapshot snapshot) => _snapshot = snapshot;

    /// <summary>A local file or folder, which is copied when it is read.</summary>
    /// <param name="path">The file, or a folder of one file per person.</param>
    public ArrivedTeam FromPath(string path) => new(path, () =>
    {
        // Reading the original first keeps its name in every error, and refuses what is too large before a byte is copied.
        var roster = TeamFile.Read(path);
        if (Directory.Exists(path))
        {
            foreach (var file in TeamFile.FilesOf(path))
            {
                _snapshot.CopyInput(file, $"{Snapshot.TeamFolder}/{Path.GetFileName(file)}");
            }
        }
        else
        {
            _snapshot.CopyInput(path, Snapshot.TeamFile);
        }

        return roster;
    });

    /// <summary>Downloads from a GitLab project.</summary>
    /// <param name="collector">The run's clients.</param>
    /// <param name="gitLab">Where GitLab is when <c>GITLAB_URL</c> is not set.</param>
    /// <param name="location">The project, path and ref.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="AuditException">It can't be downloaded.</exception>
    public async Task<ArrivedTeam> FromGitLabAsync(Collector collector, Uri gitLab, TeamLocation location, CancellationToken cancellationToken)
    {
        using var client = collector.Open(GitLab(gitLab));
        var repository = $"projects/{Uri.EscapeDataString(location.Project!)}/repository";
        var commit = await client.GetAsync("team-commit", "the team file's commit", $"{repository}/commits/{Uri.EscapeDataString(location.Ref)}", row => row.Text("id"), cancellationToken).ConfigureAwait(false);
        if (TeamFile.IsYaml(location.Path))
        {
            await DownloadAsync(location.Path, Snapshot.TeamFile).ConfigureAwait(false);
            return Arrived(_snapshot.PathOf(Snapshot.TeamFile), _ => SourceOf(location.Path));
        }

        var files = new List<string>();
        var tree = new ListRequest("team-folder", $"the team folder {location.Project}:{location.Path}@{location.Ref}", $"{repository}/tree?path={Uri.EscapeDataString(location.Path)}&ref={commit}&per_page=100");
        await foreach (var page in client.PagesAsync(tree, new NextPageHeaderPager(), row => (Type: row.Text("type"), Path: row.Text("path")), cancellationToken).ConfigureAwait(false))
        {
            files.AddRange(page.Where(f => f.Type == "blob" && TeamFile.IsYaml(f.Path)).Select(f => f.Path));
        }

        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken },
            async (file, _) => await DownloadAsync(file, $"{Snapshot.TeamFolder}/{Path.GetFileName(file)}").ConfigureAwait(false)).ConfigureAwait(false);
        return Arrived(Path.GetDirectoryName(_snapshot.PathOf($"{Snapshot.TeamFolder}/person.yaml"))!, local => SourceOf($"{location.Path}/{Path.GetFileName(local)}"));

        // Errors and the manifest name a file alike, so that a replay words an error as the run did.
        string SourceOf(string file) => $"{location.Project}:{file}@{commit}";

        async Task DownloadAsync(string file, string input)
        {
            await client.DownloadAsync(
                "team-file",
                $"the team file {location.Project}:{file}@{location.Ref}",
                $"{repository}/files/{Uri.EscapeDataString(file)}/raw?ref={commit}",
                input,
                TeamFile.DefaultByteLimit,
                cancellationToken).ConfigureAwait(false);
            _snapshot.AddInput(input, SourceOf(file));
        }
    }

    /// <summary>The team file that a snapshot holds.</summary>
    /// <param name="folder">The snapshot's folder.</param>
    /// <param name="manifest">Its manifest.</param>
    public static ArrivedTeam FromSnapshot(string folder, Manifest manifest)
    {
        var sources = manifest.Inputs.ToDictionary(i => Path.GetFullPath(Path.Combine(folder, i.File)), i => i.Source, StringComparer.Ordinal);
        var file = Path.Combine(folder, Snapshot.TeamFile);
        return Arrived(
            File.Exists(file) ? file : Path.Combine(folder, Snapshot.TeamFolder),
            local => sources.GetValueOrDefault(Path.GetFullPath(local), local));
    }

    private static ArrivedTeam Arrived(string path, Func<string, string> nameOf) => new(path, () => TeamFile.Read(path, nameOf));

    private static VendorSystem GitLab(Uri defaultUrl) => new()
    {
        UrlVariable = GitLabApi.UrlVariable,
        DefaultUrl = defaultUrl,
        Credential = valueOf => Credential.PrivateToken(GitLabApi.TokenVariable, valueOf(GitLabApi.TokenVariable)),
        Options = (address, credential) => new ApiOptions
        {
            System = "GitLab",
            BaseAddress = GitLabApi.Of(address),
            Credential = credential,
            ErrorText = GitLabApi.ErrorText,
            Advice = status => status switch
            {
                HttpStatusCode.Unauthorized => "Put a valid token into GL_TOKEN.",
                HttpStatusCode.Forbidden => "GL_TOKEN needs the scope read_api and the role Reporter in the team's project.",
                HttpStatusCode.NotFound => "Check team.project, team.path and team.ref in audits.yaml, and that GL_TOKEN may read the repository (role Reporter, scope read_api).",
                _ => null,
            },
        },
    };
}
