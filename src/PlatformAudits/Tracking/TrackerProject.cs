using Newtonsoft.Json;

namespace PlatformAudits.Tracking;

/// <summary>The project of the issues: who sees it, and why something was refused there (docs.gitlab.com/api/projects).</summary>
internal sealed record TrackerProject
{
    /// <summary>The path now: a project that was moved is found by its old one.</summary>
    [JsonProperty("path_with_namespace")]
    public string? Path { get; init; }

    [JsonProperty("archived")]
    public bool IsArchived { get; init; }

    /// <summary><c>private</c>, <c>internal</c> or <c>public</c>.</summary>
    [JsonProperty("visibility")]
    public string? Visibility { get; init; }

    /// <summary><c>enabled</c>, <c>private</c> or <c>disabled</c>.</summary>
    [JsonProperty("issues_access_level")]
    public string? IssuesAccess { get; init; }

    /// <summary>What the token's account may; null where GitLab does not say.</summary>
    [JsonProperty("permissions")]
    public Roles? Permissions { get; init; }

    /// <summary>The roles in the project and in its group; both are null for somebody who has none.</summary>
    internal sealed record Roles(
        [property: JsonProperty("project_access")] Role? InProject,
        [property: JsonProperty("group_access")] Role? InGroup
    )
    {
        /// <summary>The higher one's level; 0 for none.</summary>
        public long Level => Math.Max(InProject?.Level ?? 0, InGroup?.Level ?? 0);
    }

    /// <summary>A role.</summary>
    internal sealed record Role([property: JsonProperty("access_level")] long Level);
}
