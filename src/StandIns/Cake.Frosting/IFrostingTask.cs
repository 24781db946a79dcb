using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task. Only public classes are found.</summary>
public interface IFrostingTask
{
    /// <summary>Why the task is skipped; empty when it has nothing to say.</summary>
    string SkippedMessage => string.Empty;

    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    void OnError(Exception exception, ICakeContext context);

    void Finally(ICakeContext context);
}
