namespace PlatformAudits.Sandbox.Http;

/// <summary>What a vendor has published of its limit.</summary>
/// <param name="Requests">The requests in a window that a company's plan has.</param>
/// <param name="OfSmallestPlan">The requests in a window that the smallest plan has.</param>
internal sealed record VendorQuota(int Requests, int OfSmallestPlan)
{
    /// <summary>The length of a window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether windows begin when the Unix time is a multiple of their length, and not with the first request.</summary>
    public bool IsAligned { get; init; }
}
