namespace Cake.Core;

/// <summary>What the teardown of a task can reach.</summary>
public interface ITaskTeardownContext : ICakeContext
{
    ICakeTaskInfo Task { get; }

    TimeSpan Duration { get; }

    bool Skipped { get; }

    bool Successful { get; }

    Exception ThrownException { get; }
}
