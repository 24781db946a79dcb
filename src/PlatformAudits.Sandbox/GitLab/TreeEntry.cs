namespace PlatformAudits.Sandbox.GitLab;

/// <summary>A file or folder of a repository.</summary>
internal sealed record TreeEntry(string Path, bool IsFolder)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
