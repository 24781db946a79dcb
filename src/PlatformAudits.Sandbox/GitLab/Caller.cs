namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Who asks, and what GitLab's <c>IssuePolicy</c> lets them do: Reporters may do with issues what they want, a Guest needs to be the
/// author or an assignee.
/// </summary>
/// <param name="Token">What names the credential in limits.</param>
/// <param name="IsReporter">Whether the role is Reporter; it is Guest otherwise.</param>
internal sealed record Caller(GitLabUser User, string Token, bool IsReporter)
{
    /// <summary>The scopes of the token.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public bool MaySee(Issue issue) => !issue.Confidential || MayEdit(issue);

    public bool MaySee(Note note) => !note.Internal || IsReporter || note.Author == User;

    public bool MayEdit(Issue issue) => IsReporter || issue.Author == User || issue.Assignees.Contains(User);

    /// <summary>What of a change takes place; GitLab leaves out in silence what the role does not allow.</summary>
    public Issue Allowed(Issue before, Issue after) =>
        IsReporter ? after
        : MayEdit(before) ? before with { Title = after.Title, Description = after.Description, Closed = after.Closed }
        : before;
}
