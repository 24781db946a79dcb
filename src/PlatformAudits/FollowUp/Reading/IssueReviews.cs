using System.Collections.Frozen;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>
/// Tells what people have done about the findings of an audit, and how far the follow-up has come, by what stands on the issue. Whether a
/// finding is there, a reading alone tells.
/// </summary>
/// <param name="settings">Who reviews, and who is asked when.</param>
/// <param name="settingsPath">Where that is written.</param>
/// <param name="waivers">The platform's waivers that count today.</param>
internal sealed class IssueReviews(FollowUpSettings settings, string settingsPath, IReadOnlyList<Waiver> waivers)
{
    private const string Stranger = "somebody who is not in the team file";

    /// <summary>Reads it off an issue.</summary>
    /// <param name="report">The audit.</param>
    /// <param name="team">The team; null where it could not be read.</param>
    /// <param name="last">What the last run that could be evaluated has found; null where none is known.</param>
    /// <param name="found">The issue; null where there is none.</param>
    /// <param name="now">When it was read.</param>
    /// <param name="today">The day of that, by which people are absent.</param>
    public IssueReview Of(
        AuditReport report,
        Team.Roster? team,
        AuditMemory? last,
        DiscussedIssue? found,
        DateTimeOffset now,
        DateOnly today
    )
    {
        var (people, noFollowUp) = PeopleOf(team, today);
        var description = found?.Issue.Description ?? "";
        var findings = last is null ? [] : IssueFindings.Read(description, last, waivers).Findings;
        var own = RefOf(found?.Issue, report.Platform, report.Title, report.Period);
        var discussions = DiscussionsOf(own, found?.Discussions ?? []);
        var home = found?.Overview is { } overview ? RefOf(overview, OverviewTemplate.Name, OverviewTemplate.Name, report.Period) : own;
        var records = new PlaceRecords(
            home == own ? [(own, discussions)] : [(own, discussions), (home, DiscussionsOf(home, found!.OnOverview))]
        );
        var file = records.Complete(
            new CaseState
            {
                Issue = own,
                Policy = settings.PolicyOf(report.Platform),
                Calendar = settings.CalendarOf(report.Platform),
                People = people,
                Findings = findings,
                ReviewWords = settings.ReviewWords,
                IsClosed = found?.Issue.State == IssueState.Closed,
            },
            home
        );
        file = HandOvers.Apply(file);
        var texts = report
            .Findings.Concat(report.Waived.Select(waived => waived.Finding))
            .DistinctBy(finding => finding.Key)
            .ToDictionary(finding => finding.Key.Digits, finding => finding.Text, StringComparer.Ordinal);
        var decisions = IssueBody.Parse(description).Region.Decisions.ToDictionary(decision => decision.Id, StringComparer.Ordinal);
        var known = findings.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var editors = discussions.ChangedBy(found?.Accounts ?? FrozenSet<long>.Empty);
        var asked = records
            .Of(file)
            .OrderBy(sent => sent.Entry.At)
            .ToLookup(sent => sent.Own.Split(':')[0], sent => AskedOf(sent.Entry, people), StringComparer.Ordinal);
        return new IssueReview
        {
            Platform = report.Platform,
            Period = report.Period.ToString(),
            ReadAt = now,
            Issue = found is null ? null : IssueOf(found),
            Reading = last?.AsOf,
            FailedReading = report.Verdict == Verdict.NotEvaluated ? last?.FailedAt ?? report.AsOf : last?.FailedAt,
            Findings =
            [
                .. file.Findings.Select(item =>
                    Decided(decisions.GetValueOrDefault(item.Id), item.Id, discussions, editors) with
                    {
                        Digits = item.Key,
                        Check = last!.Find(item.Key)!.Check,
                        Text = texts.GetValueOrDefault(item.Key) ?? MarkdownEncoder.Decode(item.Text),
                        State = last.Find(item.Key)!.State,
                        IsNotLookedFor = item.IsNotLookedFor,
                        Run = last.Find(item.Key)!.Run?.Replace("`", "", StringComparison.Ordinal),
                        Waived = item.Waiver is { } waiver ? $"{waiver.Acceptance}: {waiver.Reason}" : null,
                        Asked = [.. asked[item.Key].DistinctBy(one => (one.At, string.Join('\n', one.Who)))],
                        Reply = file.LastReplyAbout(item) is { } reply
                            ? new WrittenReply(NameOf(reply), reply.At, ReplyText.Of(reply.Text))
                            : null,
                    }
                ),
                .. decisions
                    .Values.Where(decision => !known.Contains(decision.Id))
                    .Select(decision => Decided(decision, decision.Id, discussions, editors)),
            ],
            Reviews =
            [
                .. Planner
                    .ReviewsOf(file)
                    .Select(review => new ReviewNote(
                        NameOf(review.Reply),
                        review.Reply.At,
                        ReplyText.Of(review.Reply.Text),
                        review.WhyNot
                    )),
            ],
            NoFollowUp = noFollowUp,
        };

        IssueDiscussions DiscussionsOf(AuditIssueRef issue, IReadOnlyList<TrackerDiscussion> discussions) =>
            IssueDiscussions.Of(discussions, found?.Accounts ?? FrozenSet<long>.Empty, found?.Self ?? 0, people, issue.Iid, now);
    }

    private static AuditIssueRef RefOf(Issue? issue, string platform, string title, FiscalPeriod period) =>
        new(platform, title, period, issue?.ProjectId ?? "", issue?.Iid ?? 0, issue?.WebUrl ?? "");

    private static ReviewedIssue? IssueOf(DiscussedIssue found) =>
        Uri.TryCreate(found.Issue.WebUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new ReviewedIssue(
                address!,
                found.Issue.State == IssueState.Closed,
                found.Closing?.At is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null,
                found.Closing?.By is { } by ? by.Name ?? by.Username : null
            )
            : null;

    /// <summary>What people have done in the rows of a finding, and who of them as far as GitLab tells.</summary>
    private static FindingReview Decided(
        IssueDecision? decision,
        string id,
        IssueDiscussions discussions,
        IReadOnlyList<(string Name, DateTimeOffset At)> editors
    )
    {
        var box = Enum.GetValues<TaskBox>().First(box => KebabCase.Of(box.ToString()) == (decision ?? IssueDecision.None).Box);
        var review = new FindingReview
        {
            Id = id,
            Text = "",
            Box = box,
            Written = decision?.Written ?? [],
        };
        if (!review.IsDecided)
        {
            return review;
        }

        if (box == TaskBox.Ticked && review.Written.Count == 0 && discussions.TickedBy(id) is ({ } name, var at))
        {
            return review with { By = MarkdownEncoder.Decode(name), At = at };
        }

        var names = editors.Select(editor => MarkdownEncoder.Decode(editor.Name)).ToList();
        return review with
        {
            By =
                names.Count == 0 ? null
                : names.Count == 1 ? names[0]
                : $"one of {Sentence.List(names)}",
            At = editors.Count == 1 ? editors[0].At : null,
        };
    }

    private static string NameOf(Reply reply) => MarkdownEncoder.Decode(reply.Name);

    private static AskedPeople AskedOf(NotificationEntry entry, People people) =>
        new([.. entry.To.Select(person => people.Find(person)?.Name ?? Stranger)], entry.At);

    /// <summary>Who can be asked and who reviews, and why nobody is, as a sentence, or null.</summary>
    private (People People, string? NoFollowUp) PeopleOf(Team.Roster? team, DateOnly day)
    {
        var nobody = new People(team ?? new Team.Roster([]));
        if (!settings.IsGiven)
        {
            return (
                nobody,
                "The settings name nobody in follow_up.support_ops_managers, so the program follows nothing up and counts no note as a "
                    + "review."
            );
        }

        if (team is null)
        {
            return (nobody, "The team file could not be read, so nobody knows who may review.");
        }

        try
        {
            return (new People(team, settings, settingsPath, day), null);
        }
        catch (AuditException failure)
        {
            return (nobody, failure.Message);
        }
    }
}
