using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using GitLabApiClient.Models.Notes.Requests;
using GitLabApiClient.Models.Notes.Responses;

namespace GitLabApiClient;

/// <summary>
/// Issues and their notes. An issue is named by its number within the project (<c>iid</c>). A note id beyond 32 bits
/// cannot be read: creating or updating such a note throws after GitLab has done it.
/// </summary>
public interface IIssuesClient
{
    Task<Issue> CreateAsync(ProjectId projectId, CreateIssueRequest request);

    Task<Note> CreateNoteAsync(ProjectId projectId, int issueIid, CreateIssueNoteRequest request);

    Task DeleteNoteAsync(ProjectId projectId, int issueIid, int noteId);

    /// <summary>Lists the issues of a project, of a group or, without either, of all that the caller can see; all pages.</summary>
    Task<IList<Issue>> GetAllAsync(ProjectId projectId = null, GroupId groupId = null, Action<IssuesQueryOptions> options = null);

    /// <summary>Reads one issue.</summary>
    Task<Issue> GetAsync(ProjectId projectId, int issueId);

    /// <summary>Lists the issues of a project, all pages.</summary>
    Task<IList<Issue>> GetAsync(ProjectId projectId, Action<IssuesQueryOptions> options = null);

    /// <summary>Lists the issues that the caller can see, all pages.</summary>
    Task<IList<Issue>> GetAsync(Action<IssuesQueryOptions> options = null);

    Task<Note> GetNoteAsync(ProjectId projectId, int issueIid, int noteId);

    /// <summary>Lists the notes of an issue, all pages.</summary>
    Task<IList<Note>> GetNotesAsync(ProjectId projectId, int issueIid, Action<IssueNotesQueryOptions> options = null);

    Task<Issue> UpdateAsync(ProjectId projectId, int issueIid, UpdateIssueRequest request);

    Task<Note> UpdateNoteAsync(ProjectId projectId, int issueIid, int noteId, UpdateIssueNoteRequest request);
}
