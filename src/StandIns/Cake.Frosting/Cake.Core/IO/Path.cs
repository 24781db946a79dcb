namespace Cake.Core.IO;

/// <summary>A path with forward slashes, without a leading <c>./</c> and without a trailing slash. UNC paths are refused.</summary>
public abstract class Path
{
    protected Path(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new ArgumentException("Path cannot be empty.", nameof(path));
        }

        if (path.StartsWith(@"\\", StringComparison.Ordinal))
        {
            throw NotCovered.Member($"{nameof(Path)} with the UNC path '{path}'");
        }

        FullPath = Normalize(path.Trim().Replace('\\', '/'));
    }

    public string FullPath { get; }

    public bool IsRelative => !System.IO.Path.IsPathRooted(FullPath);

    public bool IsUNC => false;

    public char Separator => '/';

    /// <summary>The parts between the separators; the first part of a path from the root keeps its slash.</summary>
    public string[] Segments
    {
        get
        {
            var segments = FullPath.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
            if (segments.Length > 0 && FullPath.StartsWith(Separator))
            {
                segments[0] = Separator + segments[0];
            }

            return segments;
        }
    }

    /// <summary>How two paths compare: with regard to case everywhere but on Windows.</summary>
    private protected static StringComparer Comparer => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public override string ToString() => FullPath;

    /// <summary>The path with its <c>.</c> and <c>..</c> parts resolved; the parent of the root is the root.</summary>
    private protected string WithoutDots()
    {
        var kept = new List<string>();
        foreach (var part in FullPath.Split(Separator))
        {
            switch (part)
            {
                case ".":
                    break;
                case ".." when kept.Count == 1 && kept[0].Length == 0:
                    break;
                case ".." when kept.Count > 0 && kept[^1] != "..":
                    kept.RemoveAt(kept.Count - 1);
                    break;
                default:
                    kept.Add(part);
                    break;
            }
        }

        var collapsed = string.Join(Separator, kept);
        return collapsed.Length > 0 ? collapsed : IsRelative ? "./" : "/";
    }

    private static string Normalize(string path)
    {
        var start = path.StartsWith("./", StringComparison.Ordinal) ? 2 : 0;
        var trimmed = path[start..].TrimEnd('/');
        return trimmed.Length == 0 && start == 0 ? "/" : trimmed;
    }
}
