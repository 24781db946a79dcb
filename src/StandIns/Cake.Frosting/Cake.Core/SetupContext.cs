namespace Cake.Core;

/// <summary>A context for the setup of a run.</summary>
internal sealed class SetupContext(ICakeContext context, IReadOnlyCollection<ICakeTaskInfo> targets, IReadOnlyCollection<ICakeTaskInfo> tasks)
    : CakeContextAdapter(context), ISetupContext
{
    /// <summary>The target. Which one it is when there are several has not been observed, so that question is refused.</summary>
    public ICakeTaskInfo TargetTask => targets.Count == 1
        ? targets.First()
        : throw NotCovered.Member($"{nameof(ISetupContext)}.{nameof(TargetTask)} in a run with several targets");

    public IReadOnlyCollection<ICakeTaskInfo> TasksToExecute => tasks;
}
