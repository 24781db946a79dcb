using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>
/// The findings of an audit. Which there are, whose they are and how they ended, the memory on the issue says; the description, which many
/// can edit, gives no more than the ticks, the cells that people filled in, and the words.
/// </summary>
internal sealed class IssueFindings
{
    private const int LongestText = 2_000;
    private const int LongestDetail = 300;

    private IssueFindings(IReadOnlyList<TrackedFinding> items)
    {
        Findings = items;
    }

    /// <summary>The findings in the order of the issue; those that it does not show come last.</summary>
    public IReadOnlyList<TrackedFinding> Findings { get; }

    /// <summary>Lays a description beside the memory.</summary>
    /// <param name="waivers">The platform's waivers that count today: they end an item before the next run says so.</param>
    public static IssueFindings Read(string description, AuditMemory memory, IReadOnlyList<Waiver> waivers)
    {
        var region = IssueBody.Parse(description).Region;
        var ids = new FindingIds(memory.Findings.Select(finding => finding.Digits));
        var rows = region
            .Rows.Where(row => row.Kind == RowKind.Item && row.Id is not null)
            .Index()
            .ToLookup(row => row.Item.Id!, StringComparer.Ordinal);
        var typed = region
            .Rows.Where(row => row.Id is not null)
            .SelectMany(row => row.Typed.Where(text => text.Length > 0).Select(text => (Id: row.Id!, Text: text)))
            .ToLookup(cell => cell.Id, cell => cell.Text, StringComparer.Ordinal);
        var waived = waivers.ToLookup(waiver => waiver.Key.Digits, StringComparer.Ordinal);
        var items = new List<(int Place, TrackedFinding Item)>();
        foreach (var finding in memory.Findings)
        {
            var id = ids.Of(finding.Digits);
            var shown = rows[id].ToList();
            var isTicked = shown.Exists(row => row.Item is { IsGone: false, IsTicked: true });
            var waiver = waived[finding.Digits].FirstOrDefault();
            var (state, detail) = StateOf(finding, isTicked, string.Join("; ", typed[id]), waiver);
            var known = shown.Find(row => row.Item.WordsDigest == finding.Words).Item;
            var words = known?.Words ?? $"`{id}`, a finding of the check {finding.Check}";
            items.Add(
                (
                    shown is [var first, ..] ? first.Index : int.MaxValue,
                    Of(finding, id, MarkdownEncoder.Decode(words), state, detail) with
                    {
                        FoundAt = finding.State == RememberedState.Open ? memory.AsOf : null,
                        IsNotLookedFor = memory.IsNotLookedFor(finding),
                        Waiver = state == FindingState.Waived ? waiver : null,
                    }
                )
            );
        }

        return new IssueFindings([.. items.OrderBy(item => item.Place).Select(item => item.Item)]);
    }

    private static (FindingState State, string Detail) StateOf(RememberedFinding finding, bool isTicked, string typed, Waiver? waiver) =>
        finding.State switch
        {
            RememberedState.Gone => (FindingState.Gone, finding.Run ?? ""),
            RememberedState.Waived => (FindingState.Waived, finding.Run ?? ""),
            _ when waiver is not null => (FindingState.Waived, ""),
            _ when typed.Length > 0 => (FindingState.Justified, typed),
            _ when isTicked => (FindingState.Ticked, ""),
            _ => (FindingState.Open, ""),
        };

    /// <summary>An item. Nothing is passed on that was not encoded here.</summary>
    private static TrackedFinding Of(RememberedFinding finding, string id, string text, FindingState state, string detail) =>
        new(finding.Digits, id, MarkdownEncoder.Within(text, LongestText), state)
        {
            Person = finding.Person,
            Manager = finding.Manager,
            LastSignIn = finding.LastSignIn,
            Detail = MarkdownEncoder.Within(MarkdownEncoder.Decode(detail), LongestDetail),
        };
}
