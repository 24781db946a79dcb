namespace Cake.Frosting.Tests.Recordings;

/// <summary>A program in <c>Samples/</c>.</summary>
public enum Sample
{
    Build,
    Lifetime,
    Faults,
}
