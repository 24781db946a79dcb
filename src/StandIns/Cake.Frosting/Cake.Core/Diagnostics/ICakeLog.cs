namespace Cake.Core.Diagnostics;

/// <summary>The log of a run.</summary>
public interface ICakeLog
{
    Verbosity Verbosity { get; set; }

    /// <summary>Writes one line, unless the line's verbosity is above the log's.</summary>
    void Write(Verbosity verbosity, LogLevel level, string format, params object[] args);
}
