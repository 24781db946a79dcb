using System.Reflection;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal.CommandLines;
using Cake.Frosting.Internal.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Runs the tasks of the entry assembly, and of the assemblies that were added, as the command line asks.</summary>
public sealed class CakeHost
{
    private const int Success = 0;
    private const int Failure = -1;

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
    /// <returns>0, or -1 after a failure of any kind.</returns>
    public int Run(IEnumerable<string> args)
    {
        var ansi = new AnsiSupport(Environment.GetEnvironmentVariable);
        try
        {
            return Run(CommandLine.Parse([.. args]), ansi) ? Success : Failure;
        }
        catch (CommandLineException exception)
        {
            exception.WriteTo(Console.Out, ansi);
            return Failure;
        }
    }

    private bool Run(CommandLine commandLine, AnsiSupport ansi)
    {
        switch (commandLine.Mode)
        {
            case RunMode.Help:
                Help.WriteTo(Console.Out, ansi);
                return true;
            case RunMode.Version:
                HostVersion.WriteTo(Console.Out);
                return true;
            case RunMode.Info:
                HostVersion.WriteDetailsTo(Console.Out);
                return true;
            default:
                return new Build(commandLine, new CakeBuildLog(ansi) { Verbosity = commandLine.Verbosity })
                    .RunAsync(_registrations, _assemblies.Distinct())
                    .GetAwaiter()
                    .GetResult();
        }
    }
}
