using Newtonsoft.Json;

namespace PlatformAudits.Tracking;

/// <summary>That an issue was closed.</summary>
/// <param name="At">When, UTC; null where it is open.</param>
/// <param name="By">By whom; null where it is open, or GitLab does not tell.</param>
internal sealed record TrackerClosing(
    [property: JsonProperty("closed_at")] DateTime? At,
    [property: JsonProperty("closed_by")] TrackerAccount? By
);
