namespace PlatformAudits.Sandbox.Faults;

/// <summary>Counts the requests and says which of them a fault happens to.</summary>
internal sealed class FaultPlan
{
    private readonly IReadOnlyList<Fault> _faults;
    private readonly int[] _seen;

    public FaultPlan(IReadOnlyList<Fault> faults)
    {
        _faults = faults;
        _seen = new int[faults.Count];
    }

    /// <summary>The first fault that is planned for a request, or null. Every request is asked about once.</summary>
    public Fault? For(string vendor, string path)
    {
        Fault? found = null;
        for (var index = 0; index < _faults.Count; index++)
        {
            var fault = _faults[index];
            if (fault.Vendor != vendor || (fault.Path is { } prefix && !path.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            var number = Interlocked.Increment(ref _seen[index]);
            found ??= number >= fault.First && number <= fault.Last ? fault : null;
        }

        return found;
    }
}
