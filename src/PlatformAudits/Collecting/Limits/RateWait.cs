using Newtonsoft.Json;

namespace PlatformAudits.Collecting.Limits;

/// <summary>A time in which requests to a system were held back.</summary>
/// <param name="From">When it began, UTC.</param>
/// <param name="Until">When it ended, UTC.</param>
public sealed record RateWait(
    [property: JsonProperty(Order = 1)] string System,
    [property: JsonProperty(Order = 2)] DateTimeOffset From,
    [property: JsonProperty(Order = 3)] DateTimeOffset Until,
    [property: JsonProperty(Order = 4)] string Why
);
