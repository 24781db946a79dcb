using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Packaging;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

var host = new CakeHost();
return (
    args[0] switch
    {
        "two-handlers" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TwoHandlers>()),
        "same-name" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, SameName>()),
        "missing-dependency" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, LacksDependency>()),
        "missing-dependee" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, LacksDependee>()),
        "same-dependency" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, Twice>()),
        "self" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, Ouroboros>()),
        "circle-of-three" => host.ConfigureServices(services =>
            services
                .AddSingleton<IFrostingTask, Stone>()
                .AddSingleton<IFrostingTask, Paper>()
                .AddSingleton<IFrostingTask, Scissors>()
                .AddSingleton<IFrostingTask, Game>()
        ),
        "bare" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, Bare>()),
        "circle" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, Chicken>().AddSingleton<IFrostingTask, Egg>()),
        _ => host,
    }
).Run(args.Skip(1));

[TaskName("Default")]
public sealed class Default : FrostingTask;

public sealed class Aggregate : AsyncFrostingTask
{
    public override Task RunAsync(ICakeContext context) =>
        throw new AggregateException("both failed", new InvalidOperationException("first"), new InvalidOperationException("second"));
}

public sealed class Mishandled : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("original");

    public override void OnError(Exception exception, ICakeContext context) => throw new InvalidOperationException("second");
}

public sealed class Setting : FrostingTask
{
    public override void Run(ICakeContext context) =>
        context.Log.Information("setting={0}", context.Configuration.GetValue(context.EnvironmentVariable("KEY")));
}

public sealed class Installs : FrostingTask
{
    public override void Run(ICakeContext context) => context.ToolInstaller.Install(new PackageReference("nuget:?package=tool"));
}

[ContinueOnError]
internal sealed class TwoHandlers : FrostingTask
{
    public override void OnError(Exception exception, ICakeContext context) => throw exception;
}

[TaskName("DEFAULT")]
internal sealed class SameName : FrostingTask;

internal sealed class Nowhere : FrostingTask;

[IsDependentOn(typeof(Nowhere))]
internal sealed class LacksDependency : FrostingTask;

[IsDependeeOf(typeof(Nowhere))]
internal sealed class LacksDependee : FrostingTask;

[IsDependentOn(typeof(Default))]
[IsDependentOn(typeof(Default))]
internal sealed class Twice : FrostingTask;

[IsDependentOn(typeof(Ouroboros))]
internal sealed class Ouroboros : FrostingTask;

[IsDependentOn(typeof(Scissors))]
internal sealed class Stone : FrostingTask;

[IsDependentOn(typeof(Stone))]
internal sealed class Paper : FrostingTask;

[IsDependentOn(typeof(Paper))]
internal sealed class Scissors : FrostingTask;

[IsDependentOn(typeof(Stone))]
internal sealed class Game : FrostingTask;

[IsDependentOn(typeof(Egg))]
internal sealed class Chicken : FrostingTask;

[IsDependentOn(typeof(Chicken))]
internal sealed class Egg : FrostingTask;

internal sealed class Bare : IFrostingTask
{
    public Task RunAsync(ICakeContext context) => Task.CompletedTask;

    public bool ShouldRun(ICakeContext context) => true;

    public void OnError(Exception exception, ICakeContext context) => throw exception;

    public void Finally(ICakeContext context) { }
}
