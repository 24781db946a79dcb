namespace GitLabApiClient.Internal.Paths;

/// <summary>A project, group or file path as one segment of a URL.</summary>
internal static class PathSegment
{
    /// <summary>A path that holds a percent sign is taken for one that is encoded already.</summary>
    public static string From(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Contains('%') ? path : Uri.EscapeDataString(path);
    }
}
