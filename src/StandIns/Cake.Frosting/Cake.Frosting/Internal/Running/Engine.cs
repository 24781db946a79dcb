using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal.Tasks;

namespace Cake.Frosting.Internal.Running;

/// <summary>Runs the tasks of a run's targets within its lifetime. A task that several targets depend on runs for each of them (observed).</summary>
internal sealed class Engine(ICakeContext context, Lifetime lifetime, IExecutionStrategy strategy)
{
    private readonly ICakeLog _log = context.Log;

    /// <exception cref="CakeReportException">The setup or a task failed. The teardown was performed.</exception>
    public async Task<CakeReport> RunAsync(IReadOnlyList<BuildTarget> targets)
    {
        var report = new CakeReport();
        Exception failure = null;
        try
        {
            SetUp(targets, report);
            foreach (var target in targets)
            {
                foreach (var task in target.Steps)
                {
                    await RunAsync(task, task == target.Task, report).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        TearDown(failure, report);
        return failure is null ? report : throw new CakeReportException(report, failure);
    }

    private void SetUp(IReadOnlyList<BuildTarget> targets, CakeReport report)
    {
        if (lifetime.Setup is null)
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        var info = new SetupContext(context, [.. targets.Select(target => target.Task)], [.. targets.SelectMany(target => target.Steps)]);
        strategy.Setup(() => lifetime.Setup.Setup(context, info));
        report.Add("Setup", watch.Elapsed, CakeTaskExecutionStatus.Executed);
    }

    private void TearDown(Exception failure, CakeReport report)
    {
        if (lifetime.Teardown is null)
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        try
        {
            strategy.Teardown(() => lifetime.Teardown.Teardown(context, new TeardownContext(context, failure)));
        }
        catch (Exception exception)
        {
            _log.Error("An error occurred in a custom teardown action.");
            if (failure is null)
            {
                throw;
            }

            _log.Error("Teardown error: {0}", exception);
        }

        report.Add("Teardown", watch.Elapsed, CakeTaskExecutionStatus.Executed);
    }

    private Task RunAsync(BuildTask task, bool isTarget, CakeReport report)
    {
        if (task.ShouldRun(context))
        {
            return ExecuteAsync(task, report);
        }

        if (isTarget)
        {
            var reason = string.IsNullOrEmpty(task.SkippedMessage) ? "" : $": {task.SkippedMessage}";
            throw new CakeException($"Could not reach target '{task.Name}' since it was skipped due to a criteria{reason}.");
        }

        SetUp(task);
        strategy.Skip(task);
        TearDown(task, TimeSpan.Zero, skipped: true, thrown: null);
        report.Add(task.Name, TimeSpan.Zero, CakeTaskExecutionStatus.Skipped);
        return Task.CompletedTask;
    }

    private async Task ExecuteAsync(BuildTask task, CakeReport report)
    {
        var watch = Stopwatch.StartNew();
        Exception thrown = null;
        SetUp(task);
        try
        {
            await strategy.ExecuteAsync(task, context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            thrown = exception;
            _log.Error("An error occurred when executing task '{0}'.", task.Name);
            if (!task.SwallowsErrors)
            {
                throw;
            }

            HandleError(task, exception);
        }
        finally
        {
            strategy.Finally(task, context);
            TearDown(task, watch.Elapsed, skipped: false, thrown);
            _log.Verbose($"Completed in {watch.Elapsed}");
            report.Add(task.Name, watch.Elapsed, StatusOf(task, thrown));
        }
    }

    private void HandleError(BuildTask task, Exception error)
    {
        try
        {
            task.OnError(error, context);
        }
        catch (Exception another) when (another != error)
        {
            _log.Error("Error: {0}", error.Message);
            throw;
        }
    }

    private void SetUp(BuildTask task)
    {
        if (lifetime.TaskSetup is not null)
        {
            strategy.TaskSetup(() => lifetime.TaskSetup.Setup(context, new TaskSetupContext(context, task)));
        }
    }

    private void TearDown(BuildTask task, TimeSpan duration, bool skipped, Exception thrown)
    {
        if (lifetime.TaskTeardown is not null)
        {
            strategy.TaskTeardown(() => lifetime.TaskTeardown.Teardown(context, new TaskTeardownContext(context, task, duration, skipped, thrown)));
        }
    }

    private static CakeTaskExecutionStatus StatusOf(BuildTask task, Exception thrown) =>
        thrown is not null ? CakeTaskExecutionStatus.Failed
        : task.HasBody ? CakeTaskExecutionStatus.Executed
        : CakeTaskExecutionStatus.Delegated;
}
