namespace Cake.Frosting;

/// <summary>Says what a task does, for the list of tasks.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}
