namespace Cake.Core.IO;

/// <summary>A path with forward slashes, without a leading <c>./</c> and without a trailing slash. An empty one is relative. UNC paths are refused.</summary>
public abstract class Path
{
    protected Path(string path)
    {
        var text = path?.Trim() ?? "";
        if (text.StartsWith(@"\\", StringComparison.Ordinal))
        {
            throw NotCovered.Member($"{nameof(Path)} with the UNC path '{text}'");
        }

        FullPath = Normalize(text.Replace('\\', '/'));
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

    /// <summary>The path with its <c>.</c> and <c>..</c> parts resolved; nothing lies above its start, and without parts it is <c>.</c> or the root.</summary>
    private protected string WithoutDots()
    {
        var start = IsRelative ? 0 : 1;
        var kept = new List<string>();
        foreach (var part in FullPath.Split(Separator))
        {
            switch (part)
            {
                case ".":
                    break;
                case ".." when kept.Count > start:
                    kept.RemoveAt(kept.Count - 1);
                    break;
                case "..":
                    break;
                default:
                    kept.Add(part);
                    break;
            }
        }

        var collapsed = string.Join(Separator, kept);
        return collapsed.Length > 0 ? collapsed : IsRelative ? "." : "/";
    }

    private static string Normalize(string path)
    {
        var start = path.StartsWith("./", StringComparison.Ordinal) ? 2 : 0;
        var trimmed = path[start..].TrimEnd('/');
        return path.StartsWith('/') && trimmed.Length == 0 ? "/" : trimmed;
    }
}
