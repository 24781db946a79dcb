using GitLabApiClient.Internal;
using GitLabApiClient.Internal.Http;
using GitLabApiClient.Models.Issues.Responses;

namespace GitLabApiClient.Models.Issues.Requests;

/// <summary>Which issues are listed, and in which order: by default those that are open, of everybody, newest first.</summary>
public class IssuesQueryOptions
{
    internal IssuesQueryOptions() { }

    public IssueState State { get; set; }

    /// <summary>Only issues that carry all of these labels.</summary>
    public IList<string> Labels { get; set; }

    public string MilestoneTitle { get; set; }

    public Scope Scope { get; set; }

    public int? AuthorId { get; set; }

    public string AuthorUsername { get; set; }

    public int? AssigneeId { get; set; }

    /// <summary>The user name of an assignee. How the package sends several was not recorded, so several are refused.</summary>
    public IList<string> AssigneeUsername { get; set; }

    /// <summary>The project's own numbers of the wanted issues (<c>iid</c>).</summary>
    public IList<int> IssueIds { get; set; }

    public IssuesOrder Order { get; set; }

    public SortOrder SortOrder { get; set; }

    /// <summary>Text searched for in titles and descriptions.</summary>
    public string Filter { get; set; }

    /// <summary>A time in UTC, like the three that follow.</summary>
    public DateTime? CreatedAfter { get; set; }

    public DateTime? CreatedBefore { get; set; }

    public DateTime? UpdatedAfter { get; set; }

    public DateTime? UpdatedBefore { get; set; }

    /// <summary>True lists confidential issues only; false lists all.</summary>
    public bool IsConfidential { get; set; }

    internal Query ToQuery()
    {
        if (AssigneeUsername is { Count: > 1 })
        {
            throw NotCovered.ByStandIn("A list of issues of several assignees");
        }

        return new Query()
            .Add(
                "state",
                State switch
                {
                    IssueState.Opened => "opened",
                    IssueState.Closed => "closed",
                    _ => null,
                }
            )
            .Add("labels", Labels is null ? null : string.Join(',', Labels))
            .Add("milestone", MilestoneTitle)
            .Add(
                "scope",
                Scope switch
                {
                    Scope.CreatedByMe => "created-by-me",
                    Scope.AssignedToMe => "assigned-to-me",
                    _ => "all",
                }
            )
            .Add("author_id", AuthorId)
            .Add("author_username", AuthorUsername)
            .Add("assignee_id", AssigneeId)
            .Add("assignee_username", AssigneeUsername?.SingleOrDefault())
            .AddEach("iids[]", IssueIds)
            .Add("order_by", Order is IssuesOrder.UpdatedAt ? "updated_at" : null)
            .Add("sort", SortOrder is SortOrder.Ascending ? "asc" : null)
            .Add("search", Filter)
            .Add("confidential", IsConfidential ? "true" : null)
            .Add("created_after", CreatedAfter)
            .Add("created_before", CreatedBefore)
            .Add("updated_after", UpdatedAfter)
            .Add("updated_before", UpdatedBefore);
    }
}
