namespace Cake.Core.IO;

/// <summary>Refuses to match patterns.</summary>
internal sealed class UncoveredGlobber : IGlobber
{
    public IEnumerable<Path> Match(GlobPattern pattern, GlobberSettings settings) =>
        throw NotCovered.Member($"{nameof(IGlobber)}.{nameof(Match)}(\"{pattern}\")");
}
