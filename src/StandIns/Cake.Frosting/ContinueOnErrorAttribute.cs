namespace Cake.Frosting;

/// <summary>Lets the run go on after this task failed. A task with it can't have an <c>OnError</c> of its own.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
