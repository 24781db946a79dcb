namespace Cake.Core;

/// <summary>What is known about a task before it runs.</summary>
public interface ICakeTaskInfo
{
    string Name { get; }

    string Description { get; }

    /// <summary>The tasks that run before this one.</summary>
    IReadOnlyList<CakeTaskDependency> Dependencies { get; }

    /// <summary>The tasks that this one runs before.</summary>
    IReadOnlyList<CakeTaskDependency> Dependees { get; }
}
