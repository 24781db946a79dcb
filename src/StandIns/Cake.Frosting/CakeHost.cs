using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal;
using Cake.Frosting.Internal.CommandLines;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Runs the tasks of the entry assembly, and of the assemblies that were added, as the command line asks.</summary>
public sealed class CakeHost
{
    private const int Success = 0;
    private const int Misunderstood = -1;

    private readonly List<Action<IServiceCollection>> _registrations = [];
    private readonly List<Assembly> _assemblies = [Assembly.GetEntryAssembly()];

    public static CakeHost Create() => new();

    /// <summary>Registers services. The registration runs when a build starts, so that asking for help costs nothing.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _registrations.Add(services);
        return this;
    }

    /// <summary>Adds the public tasks of an assembly.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Runs what the command line asks for and reports every failure on the console.</summary>
    /// <returns>
    /// 0; the code of the <see cref="CakeException"/> that was thrown, or 1 after another one; -1 after a command line that can't be
    /// understood.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var console = new CakeConsole(environment);
        try
        {
            return Run(CommandLine.Parse([.. args]), environment, console);
        }
        catch (CommandLineException exception)
        {
            exception.WriteTo(console);
            return Misunderstood;
        }
    }

    private int Run(CommandLine commandLine, CakeEnvironment environment, CakeConsole console)
    {
        switch (commandLine.Mode)
        {
            case RunMode.Help:
                Help.WriteTo(console);
                return Success;
            case RunMode.Version:
                new VersionFeature(new ProgramVersion()).Run(console);
                return Success;
            case RunMode.Info:
                new InfoFeature(new ProgramVersion()).Run(console);
                return Success;
        }

        var log = new CakeBuildLog(console, commandLine.Verbosity);
        try
        {
            using var services = new HostServices(commandLine, environment, console, log).Provide(_registrations, _assemblies.Distinct());
            HostRun.Start(services, commandLine);
            return Success;
        }
        catch (Exception exception)
        {
            return ExceptionLogger.LogException(log, exception);
        }
    }
}
