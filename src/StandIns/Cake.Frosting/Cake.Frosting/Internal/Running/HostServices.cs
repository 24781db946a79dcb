using System.Reflection;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting.Internal.CommandLines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cake.Frosting.Internal.Running;

/// <summary>Gathers the services of a run: those of the build, its tasks, and the host's own where the build has none.</summary>
internal sealed class HostServices(CommandLine commandLine, ICakeLog log)
{
    private readonly ServiceCollection _services = [];
    private readonly CakeEnvironment _environment = new(new CakePlatform(), new CakeRuntime());

    /// <exception cref="CakeException">The working directory does not exist.</exception>
    public ServiceProvider Provide(IEnumerable<Action<IServiceCollection>> registrations, IEnumerable<Assembly> assemblies)
    {
        foreach (var register in registrations)
        {
            register(_services);
        }

        EnterWorkingDirectory();
        AddContext();
        foreach (var assembly in assemblies)
        {
            AddTasks(assembly);
        }

        return _services.BuildServiceProvider();
    }

    private void EnterWorkingDirectory()
    {
        if (((DirectoryPath)commandLine.WorkingDirectory ?? Instances<WorkingDirectory>().LastOrDefault()?.Path) is not { } given)
        {
            return;
        }

        var directory = given.MakeAbsolute(_environment);
        if (!System.IO.Directory.Exists(directory.FullPath))
        {
            throw new CakeException($"The working directory '{directory}' does not exist.");
        }

        _environment.WorkingDirectory = directory;
    }

    private void AddContext()
    {
        var configuration = new CakeConfiguration(Instances<CakeSetting>(), _environment, commandLine.Settings);
        var context = new CakeContext(new FileSystem(), _environment, log, commandLine.Arguments, configuration);
        _services.TryAddSingleton<ICakeContext>(context);
        _services.TryAddSingleton(context.FileSystem);
        _services.TryAddSingleton(context.Environment);
        _services.TryAddSingleton(context.Environment.Platform);
        _services.TryAddSingleton(context.Environment.Runtime);
        _services.TryAddSingleton(context.Globber);
        _services.TryAddSingleton(context.Log);
        _services.TryAddSingleton(context.Arguments);
        _services.TryAddSingleton(context.ProcessRunner);
        _services.TryAddSingleton(context.Registry);
        _services.TryAddSingleton(context.Tools);
        _services.TryAddSingleton(context.Data);
        _services.TryAddSingleton(context.Configuration);
        _services.TryAddSingleton<IFrostingContext, FrostingContext>();
    }

    private void AddTasks(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes())
        {
            if (type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type))
            {
                _services.AddSingleton(typeof(IFrostingTask), type);
            }
        }
    }

    private IEnumerable<T> Instances<T>() => _services.Select(service => service.ImplementationInstance).OfType<T>();
}
