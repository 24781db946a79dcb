namespace Cake.Core;

/// <summary>The answer to every member that exists in the package and not in this stand-in.</summary>
internal static class NotCovered
{
    public static NotSupportedException Member(string member) =>
        new($"{member} is not covered by the stand-in for Cake.Frosting; build with UpstreamPackages=true to use the package itself.");
}
