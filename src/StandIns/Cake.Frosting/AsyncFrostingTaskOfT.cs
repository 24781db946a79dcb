using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of asynchronous tasks. A task that does not override <see cref="RunAsync"/> only gathers its dependencies.</summary>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    public virtual bool ShouldRun(T context) => true;

    /// <summary>Overridden, it swallows the failure of the task unless it throws.</summary>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Called after the task, whether it failed or not.</summary>
    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync((T)context);

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
