using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>A pipeline schedule of a project.</summary>
public sealed record PipelineSchedule
{
    /// <summary>GitLab's id.</summary>
    public required long Id { get; init; }

    /// <summary>The description.</summary>
    public required string Description { get; init; }

    /// <summary>The branch, in full: <c>refs/heads/main</c>.</summary>
    public required string Ref { get; init; }

    /// <summary>When it runs.</summary>
    public required string Cron { get; init; }

    /// <summary>The time zone of <see cref="Cron"/>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether it runs at all.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whom its pipelines run as; null when that account was deleted, and then none runs.</summary>
    public required GitLabUser? Owner { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The variables of its pipelines.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    internal JObject ToJson(string site) =>
        new()
        {
            ["id"] = Id,
            ["description"] = Description,
            ["ref"] = Ref,
            ["cron"] = Cron,
            ["cron_timezone"] = TimeZone,
            ["next_run_at"] = Timestamp.Of(UpdatedAt.AddDays(1)),
            ["active"] = Active,
            ["created_at"] = Timestamp.Of(CreatedAt),
            ["updated_at"] = Timestamp.Of(UpdatedAt),
            ["owner"] = Owner?.ToJson(site),
        };

    /// <summary>As GitLab gives a single one; a list has no variables.</summary>
    internal JObject ToDetails(string site)
    {
        var json = ToJson(site);
        json["last_pipeline"] = null;
        json["variables"] = new JArray(Variables.Select(v => VariableToJson(v.Key, v.Value)));
        json["inputs"] = new JArray();
        return json;
    }

    internal static JObject VariableToJson(string key, string value) =>
        new()
        {
            ["variable_type"] = "env_var",
            ["key"] = key,
            ["value"] = value,
            ["hidden"] = null,
            ["raw"] = false,
        };
}
