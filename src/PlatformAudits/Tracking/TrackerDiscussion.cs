using Newtonsoft.Json;

namespace PlatformAudits.Tracking;

/// <summary>A thread on an issue, or a note that stands alone (docs.gitlab.com/api/discussions).</summary>
internal sealed record TrackerDiscussion
{
    /// <summary>The id: 40 hexadecimal digits.</summary>
    [JsonProperty("id", Required = Required.Always)]
    public required string Id { get; init; }

    /// <summary>Whether it is no thread.</summary>
    [JsonProperty("individual_note")]
    public bool IsAlone { get; init; }

    /// <summary>The notes, oldest first; those that were deleted are not among them.</summary>
    [JsonProperty("notes", Required = Required.Always)]
    public required IReadOnlyList<TrackerNote> Notes { get; init; }
}
