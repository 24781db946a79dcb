using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal.Tasks;

namespace Cake.Frosting.Internal.Running;

/// <summary>Counts the tasks that would run. The setup and the teardown of the run are performed nevertheless (observed).</summary>
internal sealed class DryExecution(ICakeLog log) : IExecutionStrategy
{
    private int _count;

    public void Setup(Action action) => action();

    public void Teardown(Action action) => action();

    public void TaskSetup(Action action)
    {
    }

    public void TaskTeardown(Action action)
    {
    }

    public Task ExecuteAsync(BuildTask task, ICakeContext context)
    {
        _count++;
        log.Information("{0}. {1}", _count, task.Name);
        return Task.CompletedTask;
    }

    public void Finally(BuildTask task, ICakeContext context)
    {
    }

    public void Skip(BuildTask task)
    {
    }
}
