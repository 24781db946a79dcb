using Newtonsoft.Json;

namespace PlatformAudits.Tracking;

/// <summary>A note on an issue, or a line that GitLab itself wrote there. Its id needs 64 bits on gitlab.com.</summary>
internal sealed record TrackerNote
{
    /// <summary>The id; ids of one GitLab grow with time.</summary>
    [JsonProperty("id", Required = Required.Always)]
    public long Id { get; init; }

    /// <summary>The Markdown text.</summary>
    [JsonProperty("body")]
    public string Body { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    [JsonProperty("author", Required = Required.Always)]
    public required TrackerAccount Author { get; init; }

    /// <summary>When it was written, UTC.</summary>
    [JsonProperty("created_at")]
    public DateTime CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    [JsonProperty("updated_at")]
    public DateTime UpdatedAt { get; init; }

    /// <summary>Whether GitLab wrote it, as "changed the description".</summary>
    [JsonProperty("system")]
    public bool IsOfGitLab { get; init; }
}

/// <summary>Somebody with an account at GitLab.</summary>
/// <param name="Username">The name that is mentioned with <c>@</c>.</param>
/// <param name="State"><c>active</c>, <c>blocked</c>, <c>deactivated</c>, <c>banned</c> and so on.</param>
/// <param name="PublicEmail">The address that the account shows to everybody; empty for none.</param>
/// <param name="Email">The address itself, which GitLab shows to administrators and to owners of enterprise users.</param>
internal sealed record TrackerAccount(
    [property: JsonProperty("id", Required = Required.Always)] long Id,
    [property: JsonProperty("name")] string? Name,
    [property: JsonProperty("username")] string? Username = null,
    [property: JsonProperty("state")] string? State = null,
    [property: JsonProperty("public_email")] string? PublicEmail = null,
    [property: JsonProperty("email")] string? Email = null
);
