namespace Cake.Core.Diagnostics;

/// <summary>How severe a log line is. Fatal and Error go to standard error, the others to standard output.</summary>
public enum LogLevel
{
    Fatal = 0,
    Error = 1,
    Warning = 2,
    Information = 3,
    Verbose = 4,
    Debug = 5,
}
