namespace Cake.Core.Diagnostics;

/// <summary>A stretch of a run in which the log has another verbosity.</summary>
internal sealed class VerbosityScope : IDisposable
{
    private readonly ICakeLog _log;
    private readonly Verbosity _previous;

    public VerbosityScope(ICakeLog log, Verbosity verbosity)
    {
        _log = log;
        _previous = log.Verbosity;
        log.Verbosity = verbosity;
    }

    public void Dispose() => _log.Verbosity = _previous;
}
