namespace Cake.Core;

/// <summary>A task's tie to another one.</summary>
public sealed class CakeTaskDependency(string name, bool required)
{
    public string Name { get; } = name;

    public bool Required { get; } = required;
}
