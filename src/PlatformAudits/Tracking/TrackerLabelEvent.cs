using Newtonsoft.Json;

namespace PlatformAudits.Tracking;

/// <summary>
/// That somebody has given an issue a label, or taken it away (docs.gitlab.com/api/resource_label_events). GitLab tells no label that was
/// deleted since, and nobody whose account was.
/// </summary>
internal sealed record TrackerLabelEvent(
    [property: JsonProperty("user")] TrackerAccount? User,
    [property: JsonProperty("label")] TrackerLabel? Label
);

/// <summary>A label.</summary>
internal sealed record TrackerLabel([property: JsonProperty("name")] string? Name);
