using GitLabApiClient.Internal.Http;

namespace GitLabApiClient.Models.Notes.Requests;

/// <summary>The order in which the notes of an issue are listed: by default newest first.</summary>
public sealed class IssueNotesQueryOptions
{
    internal IssueNotesQueryOptions()
    {
    }

    public SortOrder SortOrder { get; set; }

    public NoteOrder Order { get; set; }

    internal Query ToQuery() => new Query()
        .Add("sort", SortOrder is SortOrder.Ascending ? "asc" : null)
        .Add("order_by", Order is NoteOrder.UpdatedAt ? "updated_at" : null);
}
