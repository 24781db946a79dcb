using Cake.Common;
using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

return new CakeHost()
    .UseContext<Ctx>()
    .UseLifetime<Life>()
    .UseTaskLifetime<TaskLife>()
    .UseWorkingDirectory("..")
    .UseCakeSetting("my_setting", "v1")
    .ConfigureServices(services => services.AddSingleton<Svc>())
    .Run(args);

public class Svc
{
    public string Name { get; } = "svc";
}

public class Ctx(ICakeContext context, Svc svc) : FrostingContext(context)
{
    public Svc Svc { get; } = svc;
}

public class Other(ICakeContext context) : FrostingContext(context);

public class Life : FrostingLifetime<Ctx>
{
    public override void Setup(Ctx context, ISetupContext info)
    {
        context.Log.Information(
            "SETUP target={0} tasks={1} setting={2} svc={3}",
            info.TargetTask?.Name,
            string.Join(",", info.TasksToExecute.Select(task => task.Name)),
            context.Configuration.GetValue("my_setting"),
            context.Svc.Name
        );
        if (context.HasArgument("setup-throw"))
        {
            throw new Exception("setup boom");
        }
    }

    public override void Teardown(Ctx context, ITeardownContext info)
    {
        context.Log.Information("TEARDOWN ok={0} ex={1}", info.Successful, info.ThrownException?.Message);
        if (context.HasArgument("teardown-throw"))
        {
            throw new Exception("teardown boom");
        }
    }
}

public class TaskLife : FrostingTaskLifetime<Ctx>
{
    public override void Setup(Ctx context, ITaskSetupContext info) => context.Log.Information("task-setup {0}", info.Task.Name);

    public override void Teardown(Ctx context, ITaskTeardownContext info) =>
        context.Log.Information("task-teardown {0} skipped={1} ex={2}", info.Task.Name, info.Skipped, info.ThrownException?.Message);
}

[TaskName("Default")]
[IsDependentOn(typeof(Skipped))]
[IsDependentOn(typeof(WithDi))]
public class Default : FrostingTask<Ctx>
{
    public override void Run(Ctx context)
    {
        context.Information("default; file exists {0}", context.FileSystem.Exist((FilePath)"Program.cs"));
        if (context.HasArgument("task-throw"))
        {
            throw new Exception("task boom");
        }
    }
}

[TaskName("Skipped")]
public class Skipped : FrostingTask<Ctx>, IFrostingTask
{
    string IFrostingTask.SkippedMessage => "because reasons";

    public override bool ShouldRun(Ctx context) => false;

    public override void Run(Ctx context) => throw new InvalidOperationException("a skipped task ran");
}

[TaskName("WithDi")]
public class WithDi(Svc svc) : FrostingTask<Ctx>
{
    public override void Run(Ctx context) =>
        context.Information("di {0} {1}", svc.Name, context.Environment.GetEnvironmentVariable("HOME"));
}

[TaskName("Incompat")]
public class Incompat : FrostingTask<Other>
{
    public override void Run(Other context) => throw new InvalidOperationException("a task of another context ran");
}

[TaskName("Hidden")]
internal sealed class Hidden : FrostingTask<Ctx>
{
    public override void Run(Ctx context) => throw new InvalidOperationException("an internal task ran");
}

public abstract class BaseT : FrostingTask<Ctx>
{
    public override void Run(Ctx context) => context.Information("from base");
}

[TaskName("Derived")]
public class Derived : BaseT;
