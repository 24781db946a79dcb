namespace PlatformAudits.Sandbox.Http;

/// <summary>What a credential has used of its limit.</summary>
/// <param name="Used">The requests made in this window, this one included.</param>
/// <param name="SecondsToReset">Whole seconds until then, at least 1.</param>
internal sealed record Allowance(int Limit, int Used, DateTimeOffset ResetAt, int SecondsToReset)
{
    public int Remaining => Math.Max(0, Limit - Used);

    public bool Exceeded => Used > Limit;
}
