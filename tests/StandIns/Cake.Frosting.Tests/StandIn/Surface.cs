namespace Cake.Frosting.Tests.StandIn;

/// <summary>A public type as text: what it is called, what it derives from, and its members, one a line.</summary>
/// <param name="Declaration">Kind and full name, such as <c>sealed class Cake.Core.CakeException</c>.</param>
public sealed record Surface(string Declaration, IReadOnlyCollection<string> Bases, IReadOnlyCollection<string> Members)
{
    public bool IsInterface => Declaration.StartsWith("interface ", StringComparison.Ordinal);
}
