namespace Cake.Core;

/// <summary>What the setup of a task can reach.</summary>
public interface ITaskSetupContext : ICakeContext
{
    ICakeTaskInfo Task { get; }
}
