using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>An issue as it was at one moment.</summary>
public sealed record Issue
{
    private KeptJson<(string Site, string ProjectPath)> _json;

    /// <summary>The id among all issues.</summary>
    public required long Id { get; init; }

    /// <summary>The number within the project.</summary>
    public required long Iid { get; init; }

    /// <summary>The project's id.</summary>
    public required long ProjectId { get; init; }

    /// <summary>The title, 1 to 255 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The Markdown text, up to 1,048,576 characters, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the issue is closed.</summary>
    public bool Closed { get; init; }

    /// <summary>The labels by name.</summary>
    public ImmutableSortedSet<string> Labels { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether only members of the project see it.</summary>
    public bool Confidential { get; init; }

    /// <summary>Who opened it.</summary>
    public required GitLabUser Author { get; init; }

    /// <summary>Whom it is assigned to.</summary>
    public ImmutableList<GitLabUser> Assignees { get; init; } = [];

    /// <summary>The due date as <c>2026-02-01</c>, or null.</summary>
    public string? DueDate { get; init; }

    /// <summary>issue, incident, task and so on.</summary>
    public string Type { get; init; } = "issue";

    /// <summary>Whether only members of the project may comment; null when that was never set.</summary>
    public bool? DiscussionLocked { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed; later than the time of every earlier change in the project.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was closed, or null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it, or null while it is open.</summary>
    public GitLabUser? ClosedBy { get; init; }

    /// <summary>The id of the issue that this one has become in another project, or null. GitLab closes an issue that is moved.</summary>
    public long? MovedToId { get; init; }

    /// <summary>The notes in the order of their ids.</summary>
    public ImmutableList<Note> Notes { get; init; } = [];

    /// <summary>Which labels it was given and lost, in the order of time.</summary>
    public ImmutableList<LabelEvent> LabelEvents { get; init; } = [];

    internal JRaw ToJson(string site, string projectPath) => _json.Of(this, (site, projectPath), () => NewJson(site, projectPath));

    private JObject NewJson(string site, string projectPath)
    {
        var api = $"{site}/api/v4";
        var (tasks, completed) = new WrittenText(Description ?? string.Empty).Tasks;
        var self = $"{api}/projects/{ProjectId}/issues/{Iid}";
        return new JObject
        {
            ["id"] = Id,
            ["iid"] = Iid,
            ["project_id"] = ProjectId,
            ["title"] = Title,
            ["description"] = Description,
            ["state"] = Closed ? "closed" : "opened",
            ["created_at"] = Timestamp.Of(CreatedAt),
            ["updated_at"] = Timestamp.Of(UpdatedAt),
            ["closed_at"] = ClosedAt is { } closedAt ? Timestamp.Of(closedAt) : null,
            ["closed_by"] = ClosedBy?.ToJson(site),
            ["labels"] = new JArray(Labels),
            ["milestone"] = null,
            ["assignees"] = new JArray(Assignees.Select(assignee => assignee.ToJson(site))),
            ["author"] = Author.ToJson(site),
            ["type"] = Type.ToUpperInvariant(),
            ["assignee"] = Assignees.FirstOrDefault()?.ToJson(site),
            ["user_notes_count"] = Notes.Count(note => !note.System),
            ["merge_requests_count"] = 0,
            ["upvotes"] = 0,
            ["downvotes"] = 0,
            ["start_date"] = null,
            ["due_date"] = DueDate,
            ["confidential"] = Confidential,
            ["discussion_locked"] = DiscussionLocked,
            ["issue_type"] = Type,
            ["web_url"] = $"{site}/{projectPath}/-/issues/{Iid}",
            ["time_stats"] = new JObject
            {
                ["time_estimate"] = 0,
                ["total_time_spent"] = 0,
                ["human_time_estimate"] = null,
                ["human_total_time_spent"] = null,
            },
            ["task_completion_status"] = new JObject { ["count"] = tasks, ["completed_count"] = completed },
            ["weight"] = null,
            ["blocking_issues_count"] = 0,
            ["has_tasks"] = tasks > 0,
            ["task_status"] = $"{completed} of {tasks} checklist items completed",
            ["_links"] = new JObject
            {
                ["self"] = self,
                ["notes"] = $"{self}/notes",
                ["award_emoji"] = $"{self}/award_emoji",
                ["project"] = $"{api}/projects/{ProjectId}",
                ["closed_as_duplicate_of"] = null,
            },
            ["references"] = new JObject
            {
                ["short"] = $"#{Iid}",
                ["relative"] = $"#{Iid}",
                ["full"] = $"{projectPath}#{Iid}",
            },
            ["severity"] = "UNKNOWN",
            ["moved_to_id"] = MovedToId,
            ["imported"] = false,
            ["imported_from"] = "none",
            ["service_desk_reply_to"] = null,
        };
    }
}
