namespace PlatformAudits.Foundation;

/// <summary>
/// What a step of a large audit has left in memory. The collector would keep it for a program that runs on; here it would stand beside the
/// next step's memory at the peak (docs/performance.md).
/// </summary>
internal static class MemoryTrimmer
{
    private const long WorthReturning = 64 * 1024 * 1024;

    /// <summary>A host whose process does nothing but audits switches this on in its runtime configuration.</summary>
    private const string Switch = "PlatformAudits.ReturnMemory";

    /// <summary>
    /// Gives it back. That stops every audit that runs at the same time, so it is left alone where there is little to give back.
    /// </summary>
    public static void Trim()
    {
        if (AppContext.TryGetSwitch(Switch, out var isOn) && isOn && GC.GetTotalMemory(forceFullCollection: false) > WorthReturning)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }
}
