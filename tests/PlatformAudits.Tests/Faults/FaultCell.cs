using PlatformAudits.Sandbox.Faults;

namespace PlatformAudits.Tests.Faults;

/// <summary>One thing that goes wrong at one request of one audit.</summary>
/// <param name="Scene">The audit.</param>
/// <param name="Request">The request, from 0, in the order of the undisturbed run.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="GoesOn">Whether it goes on with every later request to the same system.</param>
public sealed record FaultCell(FaultScene Scene, int Request, string Kind, bool GoesOn)
{
    /// <summary>As a line for <c>--sandbox-faults</c>, with the audit before it.</summary>
    public override string ToString() => $"{Scene.Name}: {Fault.Vendor} {(GoesOn ? $"{Fault.First}-" : $"{Fault.Path}#{Fault.First}")} {Kind}";

    /// <summary>The fault.</summary>
    public Fault Fault => Scene.FaultAt(Request, Kind, GoesOn);

    /// <summary>
    /// Whether the run must come to the same end as without the fault: a repeat brings the whole answer, or it was whole and only slow or badly labelled.
    /// </summary>
    public bool IsHealed => !GoesOn && Kind is "408" or "429" or "429-date" or "429-reset" or "429-epoch" or "429-bare" or "429-negative" or "500" or "502" or "503" or "504"
        or "truncated" or "reset" or "reset-in-body" or "stall" or "drip" && !Scene.IsOp;
}
