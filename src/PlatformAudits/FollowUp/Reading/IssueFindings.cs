using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>
/// What the description of an audit issue says: its findings, whether the last run could evaluate the platform, and what it read.
/// </summary>
internal sealed class IssueFindings
{
    private const int LongestText = 2_000;
    private const int LongestDetail = 300;

    private IssueFindings(IReadOnlyList<TrackedFinding> items, bool isEvaluated, CollectionStamp? reading)
    {
        Findings = items;
        IsEvaluated = isEvaluated;
        Reading = reading;
    }

    /// <summary>The findings, open ones first, in the order of the issue.</summary>
    public IReadOnlyList<TrackedFinding> Findings { get; }

    /// <summary>Whether the rows are those of the last run, and not of an earlier one that could still look.</summary>
    public bool IsEvaluated { get; }

    /// <summary>The reading that the rows come from; null in an issue of an older program.</summary>
    public CollectionStamp? Reading { get; }

    /// <summary>Reads a description.</summary>
    /// <param name="waivers">The platform's waivers that count today: they end an item before the next run says so.</param>
    public static IssueFindings Read(string description, IReadOnlyList<Waiver> waivers)
    {
        var region = IssueBody.Parse(description).Region;
        var typed = region
            .Rows.Where(row => row.Id is not null)
            .SelectMany(row => row.Typed.Where(text => text.Length > 0).Select(text => (Id: row.Id!, Text: text)))
            .ToLookup(cell => cell.Id, cell => cell.Text, StringComparer.Ordinal);
        var waived = waivers.ToLookup(waiver => $"F{waiver.Key.Digits[..8]}", StringComparer.Ordinal);
        var items = new Dictionary<string, TrackedFinding>(StringComparer.Ordinal);
        foreach (var row in region.Rows.Where(row => row.Kind == RowKind.Item && row.Id is not null))
        {
            var id = row.Id!;
            var written = string.Join("; ", typed[id]);
            var (state, detail) =
                row.IsGone ? (row.EndedWaived ? FindingState.Waived : FindingState.Gone, row.EndedOn)
                : waived[id].FirstOrDefault() is { } waiver
                    ? (FindingState.Waived, $"{waiver.Owner} answers for it until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}")
                : written.Length > 0 ? (FindingState.Justified, written)
                : row.IsTicked ? (FindingState.Ticked, "")
                : (FindingState.Open, "");
            items.TryAdd(id, Of(row, id, state, detail));
        }

        return new IssueFindings([.. items.Values], !region.HasNotice, region.Stamp);
    }

    /// <summary>An item of a row. People may have changed the row, so nothing of it is passed on that was not encoded here.</summary>
    private static TrackedFinding Of(RegionRow row, string key, FindingState state, string detail) =>
        new(
            key,
            MarkdownEncoder.Within(MarkdownEncoder.Decode(row.Words), LongestText) is { Length: > 0 } encoded
                ? encoded
                : MarkdownEncoder.Encode($"finding {key}"),
            state
        )
        {
            Detail = MarkdownEncoder.Within(MarkdownEncoder.Decode(detail), LongestDetail),
        };
}
