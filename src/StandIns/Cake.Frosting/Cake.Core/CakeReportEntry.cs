namespace Cake.Core;

/// <summary>A task, a setup or a teardown that was done.</summary>
internal sealed record CakeReportEntry(string TaskName, TimeSpan Duration, CakeTaskExecutionStatus ExecutionStatus);
