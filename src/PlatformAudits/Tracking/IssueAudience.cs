using System.Net;
using GitLabApiClient;
using GitLabApiClient.Models;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.GitLabCom;

namespace PlatformAudits.Tracking;

/// <summary>
/// Who can see the issues of the tracker's project. A mention of anybody else reaches nobody: GitLab makes no to-do item and sends no
/// e-mail (docs.gitlab.com/user/discussions, "Comments on confidential items"). It is read once a run.
/// </summary>
internal sealed class IssueAudience
{
    private const string Asking = "Asking who can see the audit issues";
    private const string There = "the project of the issues";

    private static readonly GitLabAccess Guest = new(10);

    /// <summary>The least role that sees a confidential issue of others.</summary>
    private static readonly GitLabAccess Planner = new(15);

    private readonly Dictionary<string, TrackerMember> _members;
    private readonly bool _isOpenToAll;
    private readonly DateOnly _today;

    private IssueAudience(TrackerProject project, IEnumerable<TrackerMember> members, DateOnly today)
    {
        // An internal project is open to whoever has an account, external users aside, of whom GitLab tells administrators only.
        _isOpenToAll = project.Visibility is "public" or "internal" && project.IssuesAccess is not "private";
        _members = members
            .GroupBy(member => member.Username, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(rows => rows.Key, rows => rows.MaxBy(member => member.Level)!, StringComparer.OrdinalIgnoreCase);
        _today = today;
    }

    /// <summary>Reads the project's visibility and its members, with those of the groups above and of invited groups.</summary>
    /// <param name="today">The day by which a membership may have ended.</param>
    /// <exception cref="AuditException">GitLab refused or could not be reached.</exception>
    public static async Task<IssueAudience> ReadAsync(TrackerClient client, TrackerCalls calls, string project, DateOnly today)
    {
        var record = await calls.AskAsync(Asking, () => client.ProjectAsync(project));
        var members = await calls.AskAsync(Asking, () => MembersAsync(client, project));
        return members.Count > 0
            ? new IssueAudience(record, members, today)
            : throw new AuditException(
                $"{Asking} in {project}: GitLab lists no member at all, not even an owner, so nobody can tell who would be reached. "
                    + "Check GITLAB_URL, and give the account of GL_TOKEN the role Reporter there.",
                FailureKind.ConfigurationOrInfrastructure
            );
    }

    /// <summary>
    /// Why somebody can't see an issue, as what follows a name in a sentence; null when they can. Administrators of the instance who are
    /// no members count as people who can't, because GitLab does not tell of them.
    /// </summary>
    /// <param name="username">The GitLab user name, in any letter case.</param>
    /// <param name="isConfidential">Whether the issue is confidential, or will be by the time that somebody is asked there.</param>
    public string? WhyNot(string username, Issue issue, bool isConfidential)
    {
        var member = _members.GetValueOrDefault(username);
        if (member?.State is { } state and not "active")
        {
            return state == "blocked" ? "has a blocked account" : "has an account that is not active";
        }

        var (level, whyNone) = member switch
        {
            null => (0, $"is no member of {There}"),
            { MembershipState: not (null or "active") } => (0, $"still awaits the approval as a member of {There}"),
            _ when member.HasEnded(_today) => (0, $"was a member of {There} until {member.ExpiresAt}"),
            { Level: 0 } => (0, $"is no member of {There}"),
            _ => (member.Level, $"has no more than {new GitLabAccess(member.Level).Name} in {There}"),
        };
        var isIn = _isOpenToAll || level >= Guest.Level;
        return !isIn ? whyNone
            : !isConfidential || level >= Planner.Level || TakesPart(username, issue) ? null
            : level >= Guest.Level
                ? $"is {new GitLabAccess(level).Name} in {There}, and a confidential issue is seen from {Planner.Name} on"
            : whyNone;
    }

    /// <summary>Whether somebody is a member in any role, so that the account's state is known.</summary>
    /// <param name="username">The GitLab user name, in any letter case.</param>
    public bool IsMember(string username) => _members.ContainsKey(username);

    private static bool TakesPart(string username, Issue issue) =>
        Is(issue.Author, username) || issue.Assignees.Exists(a => Is(a, username));

    private static bool Is(Assignee? account, string username) =>
        string.Equals(account?.Username, username, StringComparison.OrdinalIgnoreCase);

    private static async Task<IReadOnlyList<TrackerMember>> MembersAsync(TrackerClient client, string project)
    {
        try
        {
            return await client.MembersAsync(project);
        }
        catch (GitLabException refused) when (refused.HttpStatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            throw new AuditException(
                $"{Asking} in {project}: {RequestFailure.Answered("GitLab", refused.HttpStatusCode, TrackerRefusal.Of(refused).Said)} for "
                    + "the list of the project's members, so nobody can tell who would be reached, and nobody was asked. GL_TOKEN needs "
                    + "the scope api, or as a fine-grained token the permission to read members, and its account the role Reporter there.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }
}
