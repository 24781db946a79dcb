namespace Cake.Core;

/// <summary>A context for the teardown of a task.</summary>
internal sealed class TaskTeardownContext(ICakeContext context, ICakeTaskInfo task, TimeSpan duration, bool skipped, Exception thrownException)
    : CakeContextAdapter(context), ITaskTeardownContext
{
    public ICakeTaskInfo Task => task;

    public TimeSpan Duration => duration;

    public bool Skipped => skipped;

    public bool Successful => thrownException is null;

    public Exception ThrownException => thrownException;
}
