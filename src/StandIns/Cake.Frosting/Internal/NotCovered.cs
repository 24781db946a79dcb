namespace Cake.Frosting.Internal;

/// <summary>What the package does and the stand-in does not.</summary>
internal static class NotCovered
{
    public static NotSupportedException Member(string name) =>
        new($"{name} is not covered by the stand-in for Cake.Frosting; build with UpstreamPackages=true to use the package itself.");
}
