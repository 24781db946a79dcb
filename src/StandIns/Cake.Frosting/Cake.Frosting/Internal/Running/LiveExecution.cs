using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal.Tasks;

namespace Cake.Frosting.Internal.Running;

/// <summary>Performs every step and announces it.</summary>
internal sealed class LiveExecution(ICakeLog log, ReportPrinter printer) : IExecutionStrategy
{
    public void Setup(Action action)
    {
        printer.WriteLifecycleStep("Setup");
        log.Verbose("Executing custom setup action...");
        action();
    }

    public void Teardown(Action action)
    {
        printer.WriteLifecycleStep("TearDown");
        log.Verbose("Executing custom teardown action...");
        action();
    }

    public void TaskSetup(Action action) => action();

    public void TaskTeardown(Action action) => action();

    public async Task ExecuteAsync(BuildTask task, ICakeContext context)
    {
        printer.WriteStep(task.Name);
        log.Verbose("Executing task: {0}", task.Name);
        await task.RunAsync(context).ConfigureAwait(false);
        log.Verbose("Finished executing task: {0}", task.Name);
    }

    public void Finally(BuildTask task, ICakeContext context) => task.Finally(context);

    public void Skip(BuildTask task)
    {
        printer.WriteSkippedStep(task.Name);
        log.Verbose("Skipping task: {0}", string.IsNullOrEmpty(task.SkippedMessage) ? task.Name : task.SkippedMessage);
    }
}
