using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Reporting;

/// <summary>Where GitLab shows what the team file says of somebody, and their profile.</summary>
internal sealed class TeamPages
{
    private static readonly Uri GitLabCom = new("https://gitlab.com");

    private readonly Uri _site;
    private readonly TeamLocation? _location;

    /// <summary>The pages of a run.</summary>
    /// <param name="location">Where the team file is by the settings.</param>
    public TeamPages(Manifest manifest, TeamLocation location)
    {
        var asked = manifest.Systems.FirstOrDefault(system => system.Name == GitLabApi.SystemName)?.BaseUrl;
        _site = Uri.TryCreate(asked, UriKind.Absolute, out var site) && site is { Scheme: "https", IsLoopback: false } ? site : GitLabCom;
        _location =
            location.Project is { } project && project.Contains('/', StringComparison.Ordinal) && GitLabNames.IsPath(project)
                ? location
                : null;
    }

    /// <summary>The line of the team file that a person's entry begins in; null where it came from no project of GitLab's.</summary>
    public VendorPage? EntryOf(Teammate teammate)
    {
        var (file, line) = (teammate.Source.File ?? "", teammate.Source.Line);
        if (
            _location is null
            || !file.StartsWith($"{_location.Project}:", StringComparison.Ordinal)
            || file.LastIndexOf('@') is not (> 0 and var end)
        )
        {
            return null;
        }

        var path = string.Join('/', file[(_location.Project!.Length + 1)..end].Split('/').Select(Uri.EscapeDataString));
        var reference = string.Join('/', _location.Ref.Split('/').Select(Uri.EscapeDataString));
        return new VendorPage(
            "team file",
            new Uri(_site, string.Create(CultureInfo.InvariantCulture, $"/{_location.Project}/-/blob/{reference}/{path}#L{line}"))
        );
    }

    /// <summary>A person's profile; null where the team file has no user name.</summary>
    public static VendorPage? ProfileOf(Teammate teammate) =>
        teammate.GitLabUsername is { } name && GitLabNames.IsUser(name) ? new VendorPage("profile", new Uri(GitLabCom, $"/{name}")) : null;
}
