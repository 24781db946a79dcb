namespace Cake.Core.IO;

/// <summary>Finds files and directories by pattern. The stand-in refuses it.</summary>
public interface IGlobber
{
    IEnumerable<Path> Match(GlobPattern pattern, GlobberSettings settings);
}
