using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>A comment on an issue, or a line that GitLab itself wrote there.</summary>
public sealed record Note
{
    /// <summary>The note's id, above 2^31 as on GitLab.com.</summary>
    public required long Id { get; init; }

    /// <summary>The Markdown text.</summary>
    public required string Body { get; init; }

    /// <summary>Who wrote it.</summary>
    public required GitLabUser Author { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether GitLab wrote it, as "changed the description".</summary>
    public bool System { get; init; }

    /// <summary>Whether only members of the project see it.</summary>
    public bool Internal { get; init; }

    internal JObject ToJson(Issue issue, string site) => new()
    {
        ["id"] = Id,
        ["type"] = null,
        ["body"] = Body,
        ["author"] = Author.ToJson(site),
        ["created_at"] = Timestamp.Of(CreatedAt),
        ["updated_at"] = Timestamp.Of(UpdatedAt),
        ["system"] = System,
        ["noteable_id"] = issue.Id,
        ["noteable_type"] = "Issue",
        ["project_id"] = issue.ProjectId,
        ["resolvable"] = false,
        ["confidential"] = Internal,
        ["internal"] = Internal,
        ["imported"] = false,
        ["imported_from"] = "none",
        ["noteable_iid"] = issue.Iid,
        ["commands_changes"] = new JObject(),
    };
}
