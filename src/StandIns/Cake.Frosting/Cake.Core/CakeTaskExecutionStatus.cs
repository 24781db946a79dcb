namespace Cake.Core;

/// <summary>How a task ended. A delegated task is one without a body.</summary>
internal enum CakeTaskExecutionStatus
{
    Executed,
    Delegated,
    Skipped,
    Failed,
}
