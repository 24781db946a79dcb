using System.Globalization;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>Sees to it that an audit goes on in one issue, where there are several.</summary>
/// <param name="isPreview">Whether to write nothing.</param>
internal sealed class IssueDuplicates(
    IGitLabClient gitLab,
    TrackerCalls calls,
    IssueReader reader,
    IssueNotes notes,
    IssueConfidentiality confidentiality,
    string project,
    bool isPreview,
    RunLog log
)
{
    /// <summary>
    /// The issue to keep, confidential where it is to be. Others that the program opened are closed as duplicates, and what people opened
    /// is left alone: nobody's work is closed.
    /// </summary>
    /// <param name="found">The issues of one audit, all ours.</param>
    /// <exception cref="AuditException">
    /// One was written by a newer program or was moved; or GitLab refused, or could not be reached.
    /// </exception>
    public async Task<MarkedIssue> ChooseAsync(IReadOnlyList<MarkedIssue> found)
    {
        if (found.FirstOrDefault(issue => issue.Version > IssueMarks.Version) is { } newer)
        {
            throw new AuditException(
                $"Keeping the audit issue in {project}: {newer.Issue.WebUrl} was written by a newer version of this program. Update "
                    + "this one; nothing was written.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        var chosen = MarkedIssue.Preferred(found);
        foreach (var other in found.Where(issue => issue != chosen))
        {
            if (other.Owner == IssueOwner.Program)
            {
                var issue = await confidentiality.EnsureAsync(other.Issue, isPreview);
                if (!other.IsClosed && !isPreview)
                {
                    await CloseAsDuplicateAsync(issue, chosen.Issue);
                }
            }
            else if (!other.IsClosed)
            {
                log.Warning(
                    $"{other.Issue.WebUrl} was opened by hand for an audit that has {chosen.Issue.WebUrl} already, and is left alone. "
                        + "Move there what is to be kept, and close it."
                );
            }
        }

        if (confidentiality.IsLacking(chosen.Issue))
        {
            await reader.EnsureNotMovedAsync(chosen.Issue);
        }

        return chosen with
        {
            Issue = await confidentiality.EnsureAsync(chosen.Issue, isPreview),
        };
    }

    private async Task CloseAsDuplicateAsync(Issue issue, Issue kept)
    {
        if ((await reader.ReadAsync(issue)).State == IssueState.Closed)
        {
            return;
        }

        log.Step($"GitLab: closing {issue.WebUrl} as a duplicate of {kept.WebUrl} …");
        await notes.SayOnceAsync(
            issue,
            IssueNotes.OfDuplicate,
            kept.Iid.ToString(CultureInfo.InvariantCulture),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Two runs opened an issue for the same audit at the same time. It goes on in #{kept.Iid}; what was written here stays "
                    + $"here.\n\n/duplicate #{kept.Iid}"
            )
        );
        if ((await reader.ReadAsync(issue)).State != IssueState.Closed)
        {
            await calls.AskAsync(
                "Closing a second audit issue",
                () => gitLab.Issues.UpdateAsync(issue.ProjectId, issue.Iid, new UpdateIssueRequest { State = UpdatedIssueState.Close })
            );
        }
    }
}
