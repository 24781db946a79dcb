namespace Cake.Core;

/// <summary>What was done in a run, in order.</summary>
internal sealed class CakeReport
{
    private readonly List<CakeReportEntry> _entries = [];

    public IReadOnlyList<CakeReportEntry> Entries => _entries;

    /// <summary>How long everything in it took together.</summary>
    public TimeSpan Duration { get; private set; }

    public void Add(string name, TimeSpan duration, CakeTaskExecutionStatus status)
    {
        _entries.Add(new CakeReportEntry(name, duration, status));
        Duration += duration;
    }
}
