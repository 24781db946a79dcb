namespace PlatformAudits.Sandbox.GitLab;

/// <summary>Which issues a listing shows and in which order.</summary>
internal sealed class IssueFilter
{
    private readonly string _state;
    private readonly IReadOnlyList<string>? _labels;
    private readonly IReadOnlyList<string> _words;
    private readonly IReadOnlyList<string> _searched;
    private readonly IReadOnlyList<long>? _numbers;
    private readonly string? _author;
    private readonly IReadOnlyList<string>? _assignees;
    private readonly string _scope;
    private readonly Caller _caller;
    private readonly bool? _confidential;
    private readonly (DateTimeOffset? After, DateTimeOffset? Before) _created;
    private readonly (DateTimeOffset? After, DateTimeOffset? Before) _updated;
    private readonly string _orderBy;
    private readonly bool _descending;

    public IssueFilter(Parameters parameters, Caller caller)
    {
        _caller = caller;
        _state = parameters.Choice("state", "all", "opened", "closed", "all");
        _labels = parameters.Texts("labels");
        _words = (parameters.Text("search") ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _searched = parameters.Texts("in") ?? ["title", "description"];
        _numbers = parameters.Numbers("iids");
        _author = parameters.Text("author_username");
        _assignees = parameters.Texts("assignee_username");
        _scope = parameters
            .Choice("scope", "all", "all", "created_by_me", "created-by-me", "assigned_to_me", "assigned-to-me")
            .Replace('-', '_');
        _confidential = parameters.Flag("confidential");
        _created = (parameters.Time("created_after"), parameters.Time("created_before"));
        _updated = (parameters.Time("updated_after"), parameters.Time("updated_before"));
        _orderBy = parameters.Choice("order_by", "created_at", "created_at", "updated_at", "title", "due_date");
        _descending = parameters.Choice("sort", "desc", "asc", "desc") == "desc";
    }

    public IReadOnlyList<Issue> Of(IEnumerable<Issue> issues)
    {
        var found = issues.Where(Shows);
        var ordered = _orderBy switch
        {
            "updated_at" => found.OrderBy(issue => issue.UpdatedAt),
            "title" => found.OrderBy(issue => issue.Title, StringComparer.OrdinalIgnoreCase),
            "due_date" => found.OrderBy(issue => issue.DueDate, StringComparer.Ordinal),
            _ => found.OrderBy(issue => issue.CreatedAt),
        };
        return [.. _descending ? ordered.ThenBy(issue => issue.Id).Reverse() : ordered.ThenBy(issue => issue.Id)];
    }

    private bool Shows(Issue issue) =>
        _caller.MaySee(issue)
        && (_state == "all" || _state == "closed" == issue.Closed)
        && (_labels is null || _labels.All(label => HasLabel(issue, label)))
        && _words.All(word => IsIn(issue, word))
        && (_numbers is null || _numbers.Contains(issue.Iid))
        && (_author is null || issue.Author.Username.Equals(_author, StringComparison.OrdinalIgnoreCase))
        && (
            _assignees is null
            || _assignees.All(name => issue.Assignees.Any(assignee => assignee.Username.Equals(name, StringComparison.OrdinalIgnoreCase)))
        )
        && (_scope != "created_by_me" || issue.Author == _caller.User)
        && (_scope != "assigned_to_me" || issue.Assignees.Contains(_caller.User))
        && (_confidential is null || _confidential == issue.Confidential)
        && IsWithin(issue.CreatedAt, _created)
        && IsWithin(issue.UpdatedAt, _updated);

    private static bool HasLabel(Issue issue, string label) =>
        label.ToUpperInvariant() switch
        {
            "NONE" => issue.Labels.IsEmpty,
            "ANY" => !issue.Labels.IsEmpty,
            _ => issue.Labels.Contains(label),
        };

    private bool IsIn(Issue issue, string word) =>
        (_searched.Contains("title") && issue.Title.Contains(word, StringComparison.OrdinalIgnoreCase))
        || (_searched.Contains("description") && issue.Description?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsWithin(DateTimeOffset time, (DateTimeOffset? After, DateTimeOffset? Before) range) =>
        (range.After is null || time >= range.After) && (range.Before is null || time <= range.Before);
}
