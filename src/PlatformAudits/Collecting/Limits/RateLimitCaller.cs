using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Limits;

/// <summary>Who asks a system, and is told when it has to wait.</summary>
/// <param name="Log">Is told of waits while they last.</param>
/// <param name="Patience">How long the system may refuse every request before nobody waits any more.</param>
/// <param name="Note">Is told of every wait that is over; null when nobody keeps them.</param>
public sealed record RateLimitCaller(string System, RunLog Log, TimeSpan Patience, Action<RateWait>? Note);
