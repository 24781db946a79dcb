namespace Cake.Core;

/// <summary>An error of the build. The host ignores its exit code: every failed run ends with 255.</summary>
public sealed class CakeException : Exception
{
    private const int DefaultExitCode = 1;

    public CakeException()
        : this(DefaultExitCode)
    {
    }

    public CakeException(string message)
        : this(DefaultExitCode, message)
    {
    }

    public CakeException(string message, Exception innerException)
        : this(DefaultExitCode, message, innerException)
    {
    }

    public CakeException(int exitCode) => ExitCode = exitCode;

    public CakeException(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    public CakeException(int exitCode, string message, Exception innerException)
        : base(message, innerException) => ExitCode = exitCode;

    public int ExitCode { get; }
}
