namespace Cake.Frosting;

/// <summary>Makes this task run before another one, after that one's own dependencies.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    public Type Task { get; } = type;
}
