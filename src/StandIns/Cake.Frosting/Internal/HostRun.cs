using Cake.Cli;
using Cake.Core;
using Cake.Core.Graph;
using Cake.Core.Scripting;
using Cake.Frosting.Internal.CommandLines;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>One run over the tasks of a host: a build, a dry run, or a listing.</summary>
internal static class HostRun
{
    /// <exception cref="Exception">Whatever the tasks, and what the build does around them, throw.</exception>
    public static void Start(IServiceProvider services, CommandLine commandLine)
    {
        var context = services.GetRequiredService<IFrostingContext>();
        var engine = services.GetRequiredService<ICakeEngine>();
        TaskRegistration.Register(services.GetServices<IFrostingTask>(), engine, context);
        LifetimeRegistration.Register(services, engine, context);
        if (commandLine.Mode == RunMode.Tree)
        {
            EnsureNoCircle(engine.Tasks);
        }

        var host = HostFor(commandLine.Mode, services);
        if (commandLine.IsExclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        host.RunTargets(commandLine.Targets);
    }

    private static ScriptHost HostFor(RunMode mode, IServiceProvider services) =>
        mode switch
        {
            RunMode.Description => services.GetRequiredService<DescriptionScriptHost>(),
            RunMode.Tree => services.GetRequiredService<TreeScriptHost>(),
            RunMode.DryRun => services.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            _ => services.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };

    /// <summary>Cake prints the tree of a circle without end (observed in 6.0.0 and 7.0.0).</summary>
    /// <exception cref="CakeException">A task runs before itself, by way of others.</exception>
    private static void EnsureNoCircle(IReadOnlyList<ICakeTaskInfo> tasks)
    {
        var graph = CakeGraphBuilder.Build(tasks);
        foreach (var task in tasks)
        {
            _ = graph.Traverse(task.Name).Count();
        }
    }
}
