using GitLabApiClient;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>Reads an issue as it stands right before something is written there.</summary>
internal sealed class IssueReader(IGitLabClient gitLab, TrackerClient client, TrackerCalls calls, string project)
{
    /// <summary>Reads an issue anew.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public Task<Issue> ReadAsync(Issue issue) =>
        calls.AskAsync("Reading the audit issue", () => gitLab.Issues.GetAsync(issue.ProjectId, issue.Iid));

    /// <summary>
    /// Refuses an issue that was moved to another project. GitLab closes it, and says of the new one only a number that nobody but an
    /// administrator can look up (docs/decisions/0019).
    /// </summary>
    /// <exception cref="AuditException">It was moved; or GitLab refused, or could not be reached.</exception>
    public async Task EnsureNotMovedAsync(Issue issue)
    {
        if (
            issue.State == IssueState.Closed
            && await calls.AskAsync("Reading the closed audit issue", () => client.IsMovedAsync(issue.ProjectId, issue.Iid))
        )
        {
            throw new AuditException(
                $"Keeping the audit issue in {project}: {issue.WebUrl} was moved to another project. Write that project as "
                    + "tracker.project into the settings, where the issue is found by its mark, or move it back; nothing was written.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }
}
