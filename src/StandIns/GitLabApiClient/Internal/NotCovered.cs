namespace GitLabApiClient.Internal;

/// <summary>The refusal of what the package can do and the stand-in cannot: it names the construct and says what to do.</summary>
internal static class NotCovered
{
    public static NotSupportedException ByStandIn(string construct) =>
        new(
            $"{construct} is not covered by the stand-in for GitLabApiClient 1.8.0; build with "
                + "UpstreamPackages=true to take the package itself."
        );
}
