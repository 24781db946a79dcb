namespace PlatformAudits.Build;

/// <summary>
/// The lines at the very end of a run, below whatever Cake's host still prints: a verdict with its link for each audit, so that nobody has
/// to scroll.
/// </summary>
public sealed class RunSummary
{
    private readonly List<string> _lines = [];

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without names and addresses of people.</param>
    public void Add(string line) => _lines.Add(line);

    /// <summary>Prints them.</summary>
    public void Print() => _lines.ForEach(Console.WriteLine);
}
