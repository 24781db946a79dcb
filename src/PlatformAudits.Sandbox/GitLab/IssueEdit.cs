using System.Collections.Immutable;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// What a POST or PUT says about an issue. Every value is read at once, so that a wrong one is refused before anything changes.
/// </summary>
internal sealed class IssueEdit
{
    private const int LongestTitle = 255;
    private const int LongestDescription = 1_048_576;

    private static readonly string[] Attributes =
    [
        "add_labels",
        "assignee_id",
        "assignee_ids",
        "confidential",
        "description",
        "discussion_locked",
        "due_date",
        "issue_type",
        "labels",
        "remove_labels",
        "state_event",
        "title",
        "weight",
    ];

    private static readonly string[] Types = ["issue", "incident", "test_case", "requirement", "task", "ticket"];

    private readonly string? _title;
    private readonly (bool Given, string? Text) _description;
    private readonly string _stateEvent;
    private readonly IReadOnlyList<string>? _labels;
    private readonly IReadOnlyList<string> _addedLabels;
    private readonly IReadOnlyList<string> _removedLabels;
    private readonly bool? _confidential;
    private readonly ImmutableList<GitLabUser>? _assignees;
    private readonly (bool Given, string? Date) _due;
    private readonly string? _type;
    private readonly bool? _discussionLocked;

    /// <exception cref="Http.Refusal">A value is not allowed.</exception>
    public IssueEdit(Parameters parameters, UserDirectory directory)
    {
        _title = parameters.Has("title") ? TitleOf(parameters) : null;
        _description = (parameters.Has("description"), parameters.Text("description"));
        if (_description.Text?.EnumerateRunes().Count() > LongestDescription)
        {
            throw GitLabRefusal.Field("description", $"is too long (maximum is {LongestDescription} characters)");
        }

        _stateEvent = parameters.Choice("state_event", string.Empty, "close", "reopen");
        _labels = parameters.Texts("labels");
        _addedLabels = parameters.Texts("add_labels") ?? [];
        _removedLabels = parameters.Texts("remove_labels") ?? [];
        _confidential = parameters.Flag("confidential");
        _assignees = (parameters.Numbers("assignee_ids") ?? parameters.Numbers("assignee_id"))
            ?.Select(directory.WithId)
            .OfType<GitLabUser>()
            .ToImmutableList();
        _due = (parameters.Has("due_date"), parameters.Date("due_date"));
        _type = parameters.Has("issue_type") ? parameters.Choice("issue_type", Types[0], Types) : null;
        _discussionLocked = parameters.Flag("discussion_locked");
    }

    /// <summary>The title of a new issue.</summary>
    public static string TitleOf(Parameters parameters)
    {
        var title = parameters.RequiredText("title").Trim();
        if (title.Length == 0)
        {
            throw GitLabRefusal.Field("title", "can't be blank");
        }

        return title.EnumerateRunes().Count() <= LongestTitle
            ? title
            : throw GitLabRefusal.Field("title", $"is too long (maximum is {LongestTitle} characters)");
    }

    /// <summary>Refuses a request that names no attribute of an issue.</summary>
    public static void RequireAny(Parameters parameters)
    {
        if (!parameters.HasAny(Attributes))
        {
            throw GitLabRefusal.Parameter($"{string.Join(", ", Attributes)} are missing, at least one parameter must be provided");
        }
    }

    /// <summary>The issue with the change.</summary>
    public Issue Apply(Issue issue) =>
        issue with
        {
            Title = _title ?? issue.Title,
            Description = _description.Given ? _description.Text : issue.Description,
            Closed = _stateEvent switch
            {
                "close" => true,
                "reopen" => false,
                _ => issue.Closed,
            },
            Labels = (_labels is null ? issue.Labels : issue.Labels.Clear().Union(_labels)).Except(_removedLabels).Union(_addedLabels),
            Confidential = _confidential ?? issue.Confidential,
            Assignees = _assignees ?? issue.Assignees,
            DueDate = _due.Given ? _due.Date : issue.DueDate,
            Type = _type ?? issue.Type,
            DiscussionLocked = _discussionLocked ?? issue.DiscussionLocked,
        };
}
