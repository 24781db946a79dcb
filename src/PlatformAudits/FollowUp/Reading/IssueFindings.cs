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
            .Rows.SelectMany(row => row.Cells)
            .Where(cell => cell.Typed.Length > 0)
            .ToLookup(cell => cell.Key, cell => cell.Typed, StringComparer.Ordinal);
        var waived = waivers.ToLookup(waiver => waiver.Key.Digits, StringComparer.Ordinal);
        var items = new Dictionary<string, TrackedFinding>(StringComparer.Ordinal);
        foreach (var row in region.Rows)
        {
            if (row.OpenKey is { } open)
            {
                var waiver = waived[open].FirstOrDefault();
                var written = string.Join("; ", typed[open]);
                var (state, detail) =
                    waiver is not null
                        ? (FindingState.Waived, $"{waiver.Owner} answers for it until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}")
                    : written.Length > 0 ? (FindingState.Justified, written)
                    : row.IsTicked ? (FindingState.Ticked, "")
                    : (FindingState.Open, "");
                items.TryAdd(open, Of(row, open, state, detail));
            }
            else if (row.GoneKey is { } gone)
            {
                items.TryAdd(gone, Of(row, gone, row.EndedWaived ? FindingState.Waived : FindingState.Gone, row.EndedOn));
            }
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
            Person = row.Subject?.Person,
            Manager = row.Subject?.Manager,
            LastSignIn = row.Subject?.LastSignIn,
            Detail = MarkdownEncoder.Within(MarkdownEncoder.Decode(detail.Replace("`", "", StringComparison.Ordinal)), LongestDetail),
        };
}
