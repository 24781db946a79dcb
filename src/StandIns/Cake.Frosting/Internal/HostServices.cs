using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Frosting.Internal.CommandLines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cake.Frosting.Internal;

/// <summary>Gathers the services of a run: those of the build, its tasks, and Cake's own where the build has none.</summary>
internal sealed class HostServices(CommandLine commandLine, ICakeEnvironment environment, IConsole console, ICakeLog log)
{
    private readonly ServiceCollection _services = [];

    /// <exception cref="CakeException">The working directory does not exist.</exception>
    public ServiceProvider Provide(IEnumerable<Action<IServiceCollection>> registrations, IEnumerable<Assembly> assemblies)
    {
        foreach (var register in registrations)
        {
            register(_services);
        }

        EnterWorkingDirectory();
        AddEngine();
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

        var directory = given.MakeAbsolute(environment);
        if (!Directory.Exists(directory.FullPath))
        {
            throw new CakeException($"The working directory '{directory}' does not exist.");
        }

        environment.WorkingDirectory = directory;
    }

    private void AddEngine()
    {
        var fileSystem = new FileSystem();
        var configuration = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
            environment.WorkingDirectory,
            Instances<Setting>().Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
            commandLine.Settings
        );
        _services.TryAddSingleton(environment);
        _services.TryAddSingleton(environment.Platform);
        _services.TryAddSingleton(environment.Runtime);
        _services.TryAddSingleton(console);
        _services.TryAddSingleton(log);
        _services.TryAddSingleton<ICakeArguments>(commandLine.Arguments);
        _services.TryAddSingleton(configuration);
        _services.TryAddSingleton<IFileSystem>(fileSystem);
        _services.TryAddSingleton<IGlobber, Globber>();
        _services.TryAddSingleton<IProcessRunner, ProcessRunner>();
        _services.TryAddSingleton<IRegistry, WindowsRegistry>();
        _services.TryAddSingleton<IToolRepository, ToolRepository>();
        _services.TryAddSingleton<IToolResolutionStrategy, ToolResolutionStrategy>();
        _services.TryAddSingleton<IToolLocator, ToolLocator>();
        _services.TryAddSingleton<IToolInstaller, UncoveredToolInstaller>();
        _services.TryAddSingleton<ICakeDataService, CakeDataService>();
        _services.TryAddSingleton<ICakeDataResolver>(provider => provider.GetRequiredService<ICakeDataService>());
        _services.TryAddSingleton<ICakeContext, CakeContext>();
        _services.TryAddSingleton<IFrostingContext, FrostingContext>();
        _services.TryAddSingleton<ICakeEngine, CakeEngine>();
        _services.TryAddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        _services.TryAddSingleton<IExecutionStrategy, DefaultExecutionStrategy>();
        _services.TryAddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.TryAddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.TryAddSingleton<TreeScriptHost>();
        _services.TryAddSingleton(provider => new DescriptionScriptHost(
            provider.GetRequiredService<ICakeEngine>(),
            provider.GetRequiredService<ICakeContext>(),
            Spectre.Console.AnsiConsole.Console
        ));
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
