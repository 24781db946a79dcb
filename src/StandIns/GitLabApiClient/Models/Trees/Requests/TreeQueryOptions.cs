using GitLabApiClient.Internal.Http;

namespace GitLabApiClient.Models.Trees.Requests;

/// <summary>Which folder of a repository is listed: by default the root on the default branch, without its subfolders.</summary>
public sealed class TreeQueryOptions
{
    internal TreeQueryOptions()
    {
    }

    /// <summary>A branch, tag or commit.</summary>
    public string Reference { get; set; }

    public string Path { get; set; }

    public bool Recursive { get; set; }

    internal Query ToQuery() => new Query()
        .Add("ref", Reference)
        .Add("path", Path)
        .Add("recursive", Recursive ? "true" : null);
}
