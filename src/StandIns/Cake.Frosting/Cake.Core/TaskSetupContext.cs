namespace Cake.Core;

/// <summary>A context for the setup of a task.</summary>
internal sealed class TaskSetupContext(ICakeContext context, ICakeTaskInfo task) : CakeContextAdapter(context), ITaskSetupContext
{
    public ICakeTaskInfo Task => task;
}
