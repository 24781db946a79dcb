using System.Security.Cryptography;
using System.Text;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Settings;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>
/// Writes a text into an issue that is there. GitLab has no way to write only if nothing has changed, so the issue is read until two
/// readings agree, written at once, and its history is read afterwards; a person's change that fell into the instant between is told in a
/// note (docs/decisions/0006).
/// </summary>
/// <param name="isPreview">Whether to write nothing and say what would change.</param>
internal sealed class IssueUpdate(
    IGitLabClient gitLab,
    TrackerCalls calls,
    IssueReader reader,
    IssueNotes notes,
    IssueConfidentiality confidentiality,
    IssueAttributes attributes,
    string project,
    TrackerSettings settings,
    bool isPreview,
    RunLog log
)
{
    /// <summary>
    /// GitLab's limit of a description in characters (DESCRIPTION_LENGTH_MAX), which it counts in code points; we count UTF-16 units,
    /// which are never fewer.
    /// </summary>
    public const int LongestDescription = 1_048_576;

    /// <summary>
    /// Of what there is room for, so many characters are left to what people write, and to rows of theirs that the next region must
    /// keep.
    /// </summary>
    public const int Reserve = 10_000;

    private const int Readings = 10;

    /// <summary>Brings the issue up to date, or says how much room there is where the text does not fit.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached; or there is no room at all.</exception>
    public async Task<KeptIssue> UpdateAsync(MarkedIssue marked, AuditIssueSlot slot, IssueText text, WantedAttributes wanted)
    {
        var issue = marked.Issue;
        var mark = IssueMarks.Issue(slot.Platform, slot.Period, marked.Token);
        var unsure = slot.Unsure;
        for (var attempt = 1; ; attempt++)
        {
            var plan = Plan(issue, mark, text);
            if (plan.IsTooLong)
            {
                return Shorter(plan);
            }

            if (plan.IsEmpty)
            {
                if (unsure is not null)
                {
                    await notes.TellOverwrittenAsync(unsure, issue);
                    await notes.KeepAppendixAsync(issue, slot, text);
                }

                return Kept(unsure is null ? IssueChange.None : IssueChange.Updated, issue, []);
            }

            await reader.EnsureNotMovedAsync(issue);
            if (isPreview)
            {
                return Kept(IssueChange.WouldUpdate, issue, Difference(issue.Description ?? "", plan.Description!));
            }

            log.Step(
                marked.IsKept
                    ? $"GitLab: bringing {issue.WebUrl} up to date …"
                    : $"GitLab: taking over {issue.WebUrl}, which {LogEncoder.Encode(issue.Author?.Username)} opened by hand …"
            );
            if (plan.Reopens)
            {
                await notes.SayOnceAsync(issue, "reopened", DigestOf(plan.Fresh), WhyReopened(plan.Fresh.Count));
            }

            var assignees = await attributes.MissingAssigneesAsync(issue, wanted);
            (issue, plan) = await ReadUntilStableAsync(issue, mark, text, plan);
            if (confidentiality.IsLacking(issue))
            {
                issue = await confidentiality.EnsureAsync(issue, isPreview: false);
                continue;
            }

            if (plan.IsTooLong)
            {
                return Shorter(plan);
            }

            if (plan.IsEmpty)
            {
                continue;
            }

            var request = new UpdateIssueRequest
            {
                Description = plan.Description,
                State = plan.Reopens ? UpdatedIssueState.Reopen : null,
                Confidential = settings.Confidential ? true : null,
                DueDate = IssueAttributes.MissingDue(issue, wanted),
                Assignees = assignees,
            };
            var (after, lost) = await calls.WriteAsync(
                "Updating the audit issue",
                () => gitLab.Issues.UpdateAsync(issue.ProjectId, issue.Iid, request)
            );
            if (after is not null)
            {
                await notes.TellOverwrittenAsync(issue, after);
                await notes.KeepAppendixAsync(after, slot, text);
                return Kept(IssueChange.Updated, after, []);
            }

            if (attempt >= TrackerCalls.Attempts)
            {
                throw lost!;
            }

            unsure = issue;
            issue = await reader.ReadAsync(issue);
        }

        KeptIssue Kept(IssueChange change, Issue kept, IReadOnlyList<string> difference) =>
            new(new AuditIssue(change, kept.WebUrl, kept.State == IssueState.Closed, difference), slot);

        KeptIssue Shorter(IssuePlan plan)
        {
            // A text that is longer than the room that was stated holds nothing more that could be left out.
            var room = text.Region.Length - (plan.Description!.Length - LongestDescription) - Reserve;
            return room > 0 && text.Region.Length <= slot.Room
                ? new KeptIssue(null, slot with { Room = room, Found = [marked with { Issue = issue }], Unsure = unsure })
                : throw new AuditException(
                    $"Updating the audit issue in {project}: what people wrote in {issue.WebUrl} leaves no room for the findings, and "
                        + $"GitLab takes {LongestDescription} characters. Move some of it into notes.",
                    FailureKind.ConfigurationOrInfrastructure
                );
        }
    }

    /// <summary>
    /// Reads the issue until two readings in a row agree, so that the last one stands right before the write and nobody was typing just
    /// then.
    /// </summary>
    private async Task<(Issue Issue, IssuePlan Plan)> ReadUntilStableAsync(Issue issue, string mark, IssueText text, IssuePlan plan)
    {
        for (var reading = 1; ; reading++)
        {
            var fresh = await reader.ReadAsync(issue);
            var isStable = fresh.UpdatedAt == issue.UpdatedAt && fresh.Description == issue.Description;
            issue = fresh;
            if (isStable)
            {
                return (issue, plan);
            }

            plan = Plan(issue, mark, text);
            if (plan.IsEmpty || plan.IsTooLong || reading == Readings)
            {
                return (issue, plan);
            }
        }
    }

    private static IssuePlan Plan(Issue issue, string mark, IssueText text)
    {
        var body = IssueBody.Parse(issue.Description ?? "");
        var description = text.Notice is null
            ? body.With(text.Region, text.Now, mark, LongestDescription)
            : body.WithNotice(text.Notice, mark);
        var fresh =
            issue.State == IssueState.Closed && text.Notice is null && description is not null
                ? IssueRegion
                    .Fresh(text.Region)
                    .Where(row => row.IsOpen)
                    .Select(row => row.Id!)
                    .Except(body.OpenIds)
                    .Order(StringComparer.Ordinal)
                    .ToList()
                : [];
        return new IssuePlan(description, fresh);
    }

    private static string WhyReopened(int fresh) =>
        $"This issue was closed, and since then {Sentence.Count(fresh, "finding")} {(fresh == 1 ? "has" : "have")} come up that it did "
        + "not show; it is open again. It is reopened once for each new finding: whoever closes it now closes it with "
        + $"{(fresh == 1 ? "that one" : "those")}.";

    private static string DigestOf(IEnumerable<string> keys) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', keys))).AsSpan(0, 8));

    /// <summary>The lines that go, behind <c>-</c>, and those that come, behind <c>+</c>.</summary>
    public static IReadOnlyList<string> Difference(string before, string after)
    {
        var (old, fresh) = (before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'));
        return
        [
            .. old.Except(fresh, StringComparer.Ordinal).Select(line => "- " + line),
            .. fresh.Except(old, StringComparer.Ordinal).Select(line => "+ " + line),
        ];
    }

    /// <summary>What one update would write.</summary>
    /// <param name="Description">The description, or null when it stays.</param>
    /// <param name="Fresh">The findings that a closed issue does not show yet.</param>
    private sealed record IssuePlan(string? Description, IReadOnlyList<string> Fresh)
    {
        public bool IsEmpty => Description is null;

        /// <summary>Whether GitLab would not take the description.</summary>
        public bool IsTooLong => Description?.Length > LongestDescription;

        public bool Reopens => Fresh.Count > 0;
    }
}
