using GitLabApiClient.Internal;
using GitLabApiClient.Internal.Http;
using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using GitLabApiClient.Models.Notes.Requests;
using GitLabApiClient.Models.Notes.Responses;

namespace GitLabApiClient;

/// <inheritdoc cref="IIssuesClient"/>
public sealed class IssuesClient : IIssuesClient
{
    private readonly ApiConnection _connection;

    internal IssuesClient(ApiConnection connection) => _connection = connection;

    public Task<Issue> CreateAsync(ProjectId projectId, CreateIssueRequest request) =>
        _connection.PostAsync<Issue>($"projects/{projectId}/issues", request);

    public Task<Note> CreateNoteAsync(ProjectId projectId, int issueIid, CreateIssueNoteRequest request) =>
        _connection.PostAsync<Note>(NotesPath(projectId, issueIid), request);

    public Task DeleteNoteAsync(ProjectId projectId, int issueIid, int noteId) =>
        _connection.DeleteAsync(NotePath(projectId, issueIid, noteId));

    public Task<IList<Issue>> GetAllAsync(
        ProjectId projectId = null, GroupId groupId = null, Action<IssuesQueryOptions> options = null)
    {
        string path = (projectId, groupId) switch
        {
            (null, null) => "issues",
            (_, null) => $"projects/{projectId}/issues",
            (null, _) => $"groups/{groupId}/issues",
            _ => throw NotCovered.ByStandIn("A list of issues of both a project and a group"),
        };
        var chosen = new IssuesQueryOptions();
        options?.Invoke(chosen);
        return _connection.GetAllPagesAsync<Issue>(chosen.ToQuery().AppendTo(path));
    }

    public Task<Issue> GetAsync(ProjectId projectId, int issueId) =>
        _connection.GetAsync<Issue>(IssuePath(projectId, issueId));

    public Task<IList<Issue>> GetAsync(ProjectId projectId, Action<IssuesQueryOptions> options = null) =>
        GetAllAsync(projectId, options: options);

    public Task<IList<Issue>> GetAsync(Action<IssuesQueryOptions> options = null) => GetAllAsync(options: options);

    public Task<Note> GetNoteAsync(ProjectId projectId, int issueIid, int noteId) =>
        _connection.GetAsync<Note>(NotePath(projectId, issueIid, noteId));

    public Task<IList<Note>> GetNotesAsync(ProjectId projectId, int issueIid, Action<IssueNotesQueryOptions> options = null)
    {
        var chosen = new IssueNotesQueryOptions();
        options?.Invoke(chosen);
        return _connection.GetAllPagesAsync<Note>(chosen.ToQuery().AppendTo(NotesPath(projectId, issueIid)));
    }

    public Task<Issue> UpdateAsync(ProjectId projectId, int issueIid, UpdateIssueRequest request) =>
        _connection.PutAsync<Issue>(IssuePath(projectId, issueIid), request);

    public Task<Note> UpdateNoteAsync(ProjectId projectId, int issueIid, int noteId, UpdateIssueNoteRequest request) =>
        _connection.PutAsync<Note>(NotePath(projectId, issueIid, noteId), request);

    private static string IssuePath(ProjectId projectId, int issueIid) => $"projects/{projectId}/issues/{issueIid}";

    private static string NotesPath(ProjectId projectId, int issueIid) => $"{IssuePath(projectId, issueIid)}/notes";

    private static string NotePath(ProjectId projectId, int issueIid, int noteId) => $"{NotesPath(projectId, issueIid)}/{noteId}";
}
