using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>A comment on an issue, or a line that GitLab itself wrote there.</summary>
public sealed record Note
{
    private static readonly ConcurrentDictionary<long, string> Discussions = new();

    private KeptJson<(string Site, long Issue)> _json;

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

    /// <summary>Whether it began a thread or stands in one; any other note is a discussion of its own.</summary>
    public bool IsInThread { get; init; }

    /// <summary>The discussion that it stands in, by the id of the note that began it.</summary>
    public long BegunBy { get; init; }

    /// <summary>The id of the discussion: 40 hexadecimal digits.</summary>
    public string Discussion => Discussions.GetOrAdd(BegunBy == 0 ? Id : BegunBy, DiscussionOf);

    private static string DiscussionOf(long note) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"discussion {note}")))[..40];

    internal JRaw ToJson(Issue issue, string site) => _json.Of(this, (site, issue.Id), () => NewJson(issue, site));

    private JObject NewJson(Issue issue, string site) =>
        new()
        {
            ["id"] = Id,
            ["type"] = IsInThread ? "DiscussionNote" : null,
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
