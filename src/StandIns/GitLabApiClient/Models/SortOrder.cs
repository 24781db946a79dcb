namespace GitLabApiClient.Models;

/// <summary>The direction of a list; the default is not sent.</summary>
public enum SortOrder
{
    Descending = 0,
    Ascending = 1,
}
