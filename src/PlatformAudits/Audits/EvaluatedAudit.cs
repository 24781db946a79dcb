using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Team;

namespace PlatformAudits.Audits;

/// <summary>An audit that was evaluated, or could not be.</summary>
/// <param name="Comparison">The team beside the platform; null where the platform was not evaluated.</param>
/// <param name="Memory">What the next run is held against; null for nothing.</param>
/// <param name="Team">The team; null where it could not be read.</param>
/// <param name="WhyNotRecalled">Why nobody knows what stands on the audit issue, as a sentence, or null.</param>
internal sealed record EvaluatedAudit(
    AuditReport Report,
    Comparison? Comparison,
    AuditMemory? Memory,
    Roster? Team,
    string? WhyNotRecalled
);
