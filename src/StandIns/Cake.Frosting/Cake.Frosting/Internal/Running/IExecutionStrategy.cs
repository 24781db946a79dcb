using Cake.Core;
using Cake.Frosting.Internal.Tasks;

namespace Cake.Frosting.Internal.Running;

/// <summary>What it means to perform the steps of a run.</summary>
internal interface IExecutionStrategy
{
    void Setup(Action action);

    void Teardown(Action action);

    void TaskSetup(Action action);

    void TaskTeardown(Action action);

    Task ExecuteAsync(BuildTask task, ICakeContext context);

    void Finally(BuildTask task, ICakeContext context);

    void Skip(BuildTask task);
}
