namespace Cake.Core;

/// <summary>What the setup of a run can reach.</summary>
public interface ISetupContext : ICakeContext
{
    ICakeTaskInfo TargetTask { get; }

    IReadOnlyCollection<ICakeTaskInfo> TasksToExecute { get; }
}
