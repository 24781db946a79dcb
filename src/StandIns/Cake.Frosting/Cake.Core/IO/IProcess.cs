namespace Cake.Core.IO;

/// <summary>A process that was started.</summary>
public interface IProcess : IDisposable
{
    void WaitForExit();

    bool WaitForExit(int milliseconds);

    int GetExitCode();

    IEnumerable<string> GetStandardOutput();

    IEnumerable<string> GetStandardError();

    void Kill();
}
