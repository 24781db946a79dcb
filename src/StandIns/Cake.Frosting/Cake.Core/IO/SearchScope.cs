namespace Cake.Core.IO;

/// <summary>How deep a directory is searched.</summary>
public enum SearchScope
{
    Current = 0,
    Recursive = 1,
}
