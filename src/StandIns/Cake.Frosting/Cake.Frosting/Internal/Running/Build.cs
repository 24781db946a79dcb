using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal.CommandLines;
using Cake.Frosting.Internal.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal.Running;

/// <summary>One run over the tasks of a host: a build, a dry run, or a listing.</summary>
internal sealed class Build(CommandLine commandLine, ICakeLog log)
{
    /// <summary>Runs and reports every failure to the log.</summary>
    /// <returns>Whether there was none.</returns>
    public async Task<bool> RunAsync(IEnumerable<Action<IServiceCollection>> registrations, IEnumerable<Assembly> assemblies)
    {
        try
        {
            await using var services = new HostServices(commandLine, log).Provide(registrations, assemblies);
            await RunAsync(services).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            Report(exception);
            return false;
        }
    }

    private async Task RunAsync(ServiceProvider services)
    {
        var context = services.GetRequiredService<IFrostingContext>();
        var tasks = TaskCatalog.Register(services.GetServices<IFrostingTask>(), context);
        var lifetime = LifetimeOf(services);
        switch (commandLine.Mode)
        {
            case RunMode.Description:
                TaskList.Write(Console.Out, tasks);
                break;
            case RunMode.Tree:
                new TaskTree(tasks, new TaskGraph(tasks)).WriteTo(Console.Out);
                break;
            case RunMode.DryRun:
                await RunDryAsync(context, lifetime, tasks).ConfigureAwait(false);
                break;
            default:
                await RunLiveAsync(context, lifetime, Targets(tasks)).ConfigureAwait(false);
                break;
        }
    }

    private async Task RunLiveAsync(IFrostingContext context, Lifetime lifetime, IReadOnlyList<BuildTarget> targets)
    {
        var printer = new ReportPrinter(Console.Out, log);
        try
        {
            printer.WriteSummary(await new Engine(context, lifetime, new LiveExecution(log, printer)).RunAsync(targets).ConfigureAwait(false));
        }
        catch (CakeReportException exception)
        {
            printer.WriteSummary(exception.Report);
            throw;
        }
    }

    private async Task RunDryAsync(IFrostingContext context, Lifetime lifetime, IReadOnlyList<BuildTask> tasks)
    {
        log.Information("Performing dry run...");
        log.Information("Targets are: {0}", string.Join(", ", commandLine.Targets));
        log.Information(string.Empty);
        await new Engine(context, lifetime, new DryExecution(log)).RunAsync(Targets(tasks)).ConfigureAwait(false);
        log.Information(string.Empty);
        log.Information("This was a dry run.");
        log.Information("No tasks were actually executed.");
    }

    // The package calls both parts around a task a task setup (observed).
    private Lifetime LifetimeOf(ServiceProvider services) => new(
        Register(services.GetService<IFrostingSetup>(), "setup"),
        Register(services.GetService<IFrostingTeardown>(), "teardown"),
        Register(services.GetService<IFrostingTaskSetup>(), "task setup"),
        Register(services.GetService<IFrostingTaskTeardown>(), "task setup"));

    private T Register<T>(T part, string role)
        where T : class
    {
        if (part is not null)
        {
            log.Debug($"Registering {role}: {{0}}", part.GetType().Name);
        }

        return part;
    }

    private IReadOnlyList<BuildTarget> Targets(IReadOnlyList<BuildTask> tasks)
    {
        var graph = new TaskGraph(tasks);
        return [.. commandLine.Targets.Select(graph.Find).Select(task => Target(task, graph.Order(task)))];
    }

    private BuildTarget Target(BuildTask task, IReadOnlyList<BuildTask> order) => new(task, commandLine.IsExclusive ? [task] : order);

    private void Report(Exception exception) => log.Error("Error: {0}", log.Verbosity == Verbosity.Diagnostic ? exception : exception.Message);
}
