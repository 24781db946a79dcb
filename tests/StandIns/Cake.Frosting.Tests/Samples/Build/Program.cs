using Cake.Common;
using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

return new CakeHost().UseContext<BuildContext>().Run(args);

public class BuildContext : FrostingContext
{
    public BuildContext(ICakeContext context)
        : base(context)
    {
        BuildConfiguration = context.Argument("configuration", "Release");
        Delay = context.Arguments.HasArgument("delay");
        if (context.Arguments.HasArgument("ctor-throw"))
        {
            throw new InvalidOperationException("ctor boom");
        }
    }

    public string BuildConfiguration { get; }

    public bool Delay { get; }
}

[TaskName("Collect")]
[TaskDescription("Collects things")]
public sealed class CollectTask : FrostingTask<BuildContext>
{
    public override bool ShouldRun(BuildContext context) => !context.HasArgument("skip-collect");

    public override void Run(BuildContext context)
    {
        context.Log.Information("collecting config={0}", context.BuildConfiguration);
        context.Information("alias info");
        context.Verbose("alias verbose");
        context.Debug("alias debug");
        context.Warning("alias warning");
        context.Error("alias error");
        foreach (var item in context.Arguments.GetArguments("item"))
        {
            context.Information("item={0}", item);
        }

        if (context.HasArgument("collect-throw"))
        {
            throw new InvalidOperationException("collect boom");
        }
    }
}

[TaskName("Publish")]
[TaskDescription("Publishes things (async)")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PublishTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Delay)
        {
            await Task.Delay(1500);
        }

        context.Log.Information("publishing count={0}", context.Argument<int>("count", 3));
        context.Log.Information("tok={0}", context.Argument<string>("token", "none"));
        if (context.HasArgument("publish-throw"))
        {
            throw new CakeException(42, "publish boom");
        }
    }
}

[TaskName("Lenient")]
[ContinueOnError]
public sealed class LenientTask : FrostingTask
{
    public override void Run(ICakeContext context)
    {
        context.Log.Information("lenient");
        throw new Exception("lenient boom");
    }

    public override void Finally(ICakeContext context) => context.Log.Information("Finally lenient");
}

[TaskName("AfterLenient")]
[IsDependentOn(typeof(LenientTask))]
public sealed class AfterLenientTask : FrostingTask
{
    public override void Run(ICakeContext context) => context.Log.Information("still ran");
}

[TaskName("Handled")]
public sealed class HandledTask : FrostingTask
{
    public override void Run(ICakeContext context) => throw new Exception("handled boom");

    public override void OnError(Exception exception, ICakeContext context) => context.Log.Error("OnError: " + exception.Message);
}

[TaskName("Rethrown")]
public sealed class RethrownTask : FrostingTask
{
    public override void Run(ICakeContext context) => throw new Exception("original boom");

    public override void OnError(Exception exception, ICakeContext context) => throw exception;

    public override void Finally(ICakeContext context) => context.Log.Information("Finally rethrown");
}

[TaskName("NeedsArg")]
public sealed class NeedsArgTask : FrostingTask
{
    public override void Run(ICakeContext context) => context.Log.Information(context.Argument<string>("required-arg"));
}

[TaskName("Args")]
public sealed class ArgsTask : FrostingTask
{
    public override void Run(ICakeContext context)
    {
        foreach (var (name, values) in context.Arguments.GetArguments())
        {
            context.Log.Information("ARG {0} = [{1}]", name, string.Join("|", values.Select(value => value ?? "<null>")));
        }

        context.Log.Information(
            "env {0} {1} wd={2}",
            context.Environment.Platform.Family,
            context.Environment.Runtime.BuiltFramework,
            context.Environment.WorkingDirectory
        );
        context.Log.Information(
            "count as int={0} flag={1} flagb={2}",
            context.Argument("count", -1),
            context.HasArgument("flag"),
            context.Argument("flag", false)
        );
    }
}

[TaskName("Default")]
[IsDependentOn(typeof(PublishTask))]
public sealed class DefaultTask : FrostingTask;

[TaskName("After")]
[IsDependeeOf(typeof(DefaultTask))]
public sealed class AfterTask : FrostingTask;

public sealed class UnnamedTask : FrostingTask;
