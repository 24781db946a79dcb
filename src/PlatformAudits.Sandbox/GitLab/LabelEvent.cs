using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>That somebody has given an issue a label, or taken it away (docs.gitlab.com/api/resource_label_events).</summary>
/// <param name="IsAdded">Whether the issue was given it.</param>
public sealed record LabelEvent(long Id, GitLabUser User, Label Label, bool IsAdded, DateTimeOffset At)
{
    internal JObject ToJson(Issue issue, string site) =>
        new()
        {
            ["id"] = Id,
            ["user"] = User.ToJson(site),
            ["created_at"] = Timestamp.Of(At),
            ["resource_type"] = "Issue",
            ["resource_id"] = issue.Id,
            ["label"] = new JObject
            {
                ["id"] = Label.Id,
                ["name"] = Label.Name,
                ["color"] = Label.Color,
                ["description"] = Label.Description,
            },
            ["action"] = IsAdded ? "add" : "remove",
        };
}
