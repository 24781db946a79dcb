namespace Cake.Frosting;

/// <summary>Gives a task a name; without it the name is that of the class.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
