using Newtonsoft.Json;

namespace PlatformAudits.Collecting.Paging;

/// <summary>What became of a list that was read: the figures that show whether it is whole.</summary>
public sealed record ListStatistics
{
    [JsonProperty(Order = 1)]
    public required string System { get; init; }

    /// <summary>The list's name in files, such as <c>memberships</c>.</summary>
    [JsonProperty(Order = 2)]
    public required string List { get; init; }

    /// <summary>What it holds, such as <c>organization memberships</c>.</summary>
    [JsonProperty(Order = 3)]
    public required string What { get; init; }

    /// <summary>
    /// The reading of this list in the run, from 1: what the vendor does not count is read twice before a change is believed.
    /// </summary>
    [JsonProperty(Order = 4)]
    public int Reading { get; init; } = 1;

    /// <summary>Pages that were used.</summary>
    [JsonProperty(Order = 5)]
    public required int Pages { get; init; }

    /// <summary>Whether the vendor itself said that there is no further page.</summary>
    [JsonProperty(Order = 6)]
    public required bool IsClosed { get; init; }

    /// <summary>Rows on the pages.</summary>
    [JsonProperty(Order = 7)]
    public required long Rows { get; init; }

    /// <summary>Different identifiers among the rows; null where the vendor gives them none.</summary>
    [JsonProperty(Order = 8)]
    public required long? Ids { get; init; }

    /// <summary>The vendor's own count, which came with the pages; null where it gives none.</summary>
    [JsonProperty(Order = 9)]
    public long? Total { get; init; }

    /// <summary>
    /// Whether it is what its figures say: closed, no row twice, as many as the vendor counts. One whose first page was refused was not
    /// begun: what that means is the platform's to say.
    /// </summary>
    [JsonIgnore]
    public bool IsWhole => (IsClosed || Pages == 0) && (Ids ?? Rows) == Rows && (Total ?? Rows) == Rows;
}
