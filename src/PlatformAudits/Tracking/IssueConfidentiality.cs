using GitLabApiClient;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Tracking;

/// <summary>
/// Sees to it that nothing is written into a public issue where the settings ask for confidential ones. It is never asked for the other
/// way round.
/// </summary>
internal sealed class IssueConfidentiality(IGitLabClient gitLab, TrackerCalls calls, string project, TrackerSettings settings, RunLog log)
{
    /// <summary>Whether an issue must become confidential before anything is written into it.</summary>
    public bool IsLacking(Issue issue) => settings.Confidential && !issue.Confidential;

    /// <summary>Makes an issue of ours confidential unless it is, or need not be.</summary>
    /// <param name="isPreview">Whether to say so only.</param>
    /// <returns>The issue as it is now.</returns>
    /// <exception cref="AuditException">GitLab refused, could not be reached, or left it public.</exception>
    public async Task<Issue> EnsureAsync(Issue issue, bool isPreview)
    {
        if (!IsLacking(issue))
        {
            return issue;
        }

        if (isPreview)
        {
            log.Warning($"{issue.WebUrl} is public; it would be made confidential first.");
            return issue;
        }

        log.Warning($"{issue.WebUrl} is public; making it confidential before anything is written.");
        return await MakeAsync(issue);
    }

    /// <summary>Makes an issue confidential that was to be so from the start.</summary>
    /// <returns>The issue as it is now.</returns>
    /// <exception cref="AuditException">GitLab refused, could not be reached, or left it public.</exception>
    public async Task<Issue> EnsureOpenedAsync(Issue issue)
    {
        if (!IsLacking(issue))
        {
            return issue;
        }

        log.Warning($"{issue.WebUrl} was opened as public although it was asked to be confidential; making it so.");
        return await MakeAsync(issue);
    }

    private async Task<Issue> MakeAsync(Issue issue)
    {
        var after = await calls.AskAsync(
            "Making the audit issue confidential",
            () => gitLab.Issues.UpdateAsync(issue.ProjectId, issue.Iid, new UpdateIssueRequest { Confidential = true })
        );
        return after.Confidential
            ? after
            : throw new AuditException(
                $"Making the audit issue confidential in {project}: GitLab took the request and left {issue.WebUrl} public, so nothing "
                    + "more was written there. Make it confidential by hand, and give GL_TOKEN the role Reporter.",
                FailureKind.ConfigurationOrInfrastructure
            );
    }
}
