using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>A case as it was read just now.</summary>
/// <param name="File">The case.</param>
/// <param name="Correspondence">What stands on the issue besides its description.</param>
/// <param name="Reading">What the issue says was read; null when it does not.</param>
public sealed record CaseAtHand(CaseFile File, Correspondence Correspondence, AuditReading? Reading);
