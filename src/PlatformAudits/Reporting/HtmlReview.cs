using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes what an auditor asks last into a page: what people have decided, who reviewed the audit, and what its follow-up came to. Nothing
/// counts as put right that the last reading still finds, whatever people have ticked.
/// </summary>
/// <param name="review">What the issue told; null where it was kept nowhere.</param>
internal sealed class HtmlReview(HtmlPage page, AuditReport report, IssueReview? review)
{
    private const string Decisions = "decisions";
    private const string Reviews = "reviews";
    private const string Outcome = "outcome";

    /// <summary>The ids of the sections, and their titles.</summary>
    public static IReadOnlyList<(string Id, string Title)> Sections { get; } =
    [(Decisions, "Decisions"), (Reviews, "Reviews"), (Outcome, "Outcome of the follow-up")];

    /// <summary>Why nobody knows what people have done, as a sentence; null where it is known.</summary>
    private string? WhyUnknown =>
        review is null ? $"Nobody knows: no {IssueReview.FileName} lies beside the evidence."
        : review.Unknown is { } why ? $"Nobody knows, because the issue could not be read. {why}"
        : null;

    /// <summary>How it stands with a finding, as a clause.</summary>
    public static string StandingOf(FindingReview finding) =>
        finding switch
        {
            { State: RememberedState.Gone, IsNotLookedFor: true } => $"not looked for any more{Since(finding)}: its check is switched off",
            { State: RememberedState.Gone } => $"gone{Since(finding)}",
            { Waived: { } acceptance } => $"waived {acceptance}",
            { State: RememberedState.Waived } => $"waived{Since(finding)}",
            { State: null } => "unknown: no reading that could be evaluated tells",
            { IsDecided: true } => $"{DecisionOn(finding)}, and still found",
            _ => "open",
        };

    /// <summary>Writes the sections.</summary>
    public void Write()
    {
        foreach (var ((id, title), write) in Sections.Zip<(string, string), Action>([WriteDecisions, WriteReviews, WriteOutcome]))
        {
            page.BeginSection(id, title, isOfRows: true);
            if (WhyUnknown is { } sentence)
            {
                page.Element("p", sentence);
            }
            else
            {
                write();
            }

            page.EndSection();
        }
    }

    private static string Since(FindingReview finding) => finding.Run is { } run ? $" since {run}" : "";

    private static string DecisionOn(FindingReview finding) =>
        Sentence.List([
            .. new[]
            {
                finding.Box == TaskBox.Ticked ? "ticked" : null,
                finding.Box == TaskBox.Inapplicable ? "marked as not applicable" : null,
                finding.Written.Count > 0 ? "justified" : null,
            }.OfType<string>(),
        ]);

    private void WriteDecisions() =>
        page.Table(
            ["Finding", "What is wrong", "Decision", "Words", "By", "When"],
            review!
                .Findings.Where(finding => finding.IsDecided)
                .Select(finding =>
                    new[]
                    {
                        HtmlCell.Code(finding.Id),
                        finding.Text,
                        DecisionOn(finding),
                        string.Join("; ", finding.Written),
                        finding.By ?? "GitLab does not tell",
                        MomentOf(finding.At),
                    }
                )
                .Concat(WaivedRows()),
            review.Issue is null ? "There was no audit issue yet." : "Nobody has ticked or written anything."
        );

    /// <summary>What waivers accept, in this reading or since.</summary>
    private IEnumerable<HtmlCell[]> WaivedRows()
    {
        var ids = FindingIds.Of(report);
        var known = report.Waived.Select(waived => waived.Finding.Key.Digits).ToHashSet(StringComparer.Ordinal);
        return report
            .Waived.Select(waived =>
                new[]
                {
                    HtmlCell.Code(ids.Of(waived.Finding.Key)),
                    waived.Finding.Text,
                    string.Create(CultureInfo.InvariantCulture, $"waived until {waived.Waiver.Expires:yyyy-MM-dd}"),
                    waived.Waiver.Reason,
                    waived.Waiver.Owner,
                    "",
                }
            )
            .Concat(
                review!
                    .Findings.Where(finding => finding.Waived is not null && !known.Contains(finding.Digits!))
                    .Select(finding => new HtmlCell[] { HtmlCell.Code(finding.Id), finding.Text, "waived since", finding.Waived, "", "" })
            );
    }

    private void WriteReviews()
    {
        if (review!.NoFollowUp is { } why)
        {
            page.Element("p", why);
        }
        else
        {
            page.Table(
                ["Who", "When", "Words", "Counts as a review"],
                review.Reviews.Select(note =>
                    new[] { note.By, MomentOf(note.At), note.Words, note.WhyNot is { } reason ? $"no: {reason}" : HtmlCell.YesOrNo(true) }
                ),
                "Nobody has reviewed this audit."
            );
        }
    }

    private void WriteOutcome()
    {
        page.Table(
            ["What", "How it stands"],
            [
                ["Issue", review!.Issue is { } issue ? HtmlCell.Link(issue.Address.AbsoluteUri, issue.Address.AbsoluteUri) : "none yet"],
                .. review.Issue is { } one ? new HtmlCell[][] { ["Closed", ClosingOf(one)] } : [],
                ["Read on", MomentOf(review.ReadAt)],
                ["Last reading of the platform", review.Reading is { } reading ? MomentOf(reading) : "none that could be evaluated"],
                .. review.FailedReading is { } failed
                    ? new HtmlCell[][] { ["A later one that could not be evaluated", MomentOf(failed)] }
                    : [],
                .. review.NoFollowUp is { } why ? new HtmlCell[][] { ["Follow-up", why] } : [],
            ]
        );
        page.Table(
            ["Finding", "What is wrong", "Outcome", "Asked", "Last reply in its thread"],
            review.Findings.Select(finding =>
                new[]
                {
                    HtmlCell.Code(finding.Id),
                    finding.Text,
                    OutcomeOf(finding),
                    string.Join("; ", finding.Asked.Select(AskingOf)),
                    finding.Reply is { } reply ? $"{reply.Words} ({reply.By}, {MomentOf(reply.At)})" : "",
                }
            ),
            "There is no finding of this period."
        );
    }

    /// <summary>The standing, with the reading that shows it.</summary>
    private string OutcomeOf(FindingReview finding) =>
        finding is { State: RememberedState.Open, Waived: null } && review!.Reading is { } reading
            ? finding switch
            {
                { IsDecided: true, At: { } at } when at > reading =>
                    $"{DecisionOn(finding)} after the reading of {MomentOf(reading)}, which found it; no reading shows that it is gone",
                { IsDecided: true } => $"{DecisionOn(finding)}, and the reading of {MomentOf(reading)} still finds it",
                _ => $"open: the reading of {MomentOf(reading)} finds it",
            }
            : StandingOf(finding);

    private static string AskingOf(AskedPeople asked) =>
        $"{MomentOf(asked.At)}: {(asked.Who.Count == 0 ? "without a mention" : Sentence.List(asked.Who))}";

    private static string ClosingOf(ReviewedIssue issue) =>
        !issue.IsClosed
            ? "no"
            : (issue.ClosedAt is { } at ? MomentOf(at) : "GitLab does not tell when")
                + (issue.ClosedBy is { } by ? $", by {by}" : ", GitLab does not tell by whom");

    private static string MomentOf(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "";
}
