namespace GitLabApiClient.Models.Notes.Requests;

/// <summary>The date by which notes are ordered; the default is not sent.</summary>
public enum NoteOrder
{
    CreatedAt = 0,
    UpdatedAt = 1,
}
