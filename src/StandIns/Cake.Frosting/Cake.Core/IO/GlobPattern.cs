namespace Cake.Core.IO;

/// <summary>A pattern for files and directories.</summary>
public sealed class GlobPattern(string pattern)
{
    public string Pattern { get; } = pattern;

    public static implicit operator GlobPattern(string pattern) => FromString(pattern);

    public static GlobPattern FromString(string pattern) => new(pattern);

    public override string ToString() => Pattern;
}
