using System.Globalization;
using Newtonsoft.Json;

namespace PlatformAudits.Tracking;

/// <summary>
/// Somebody's membership of the project of the issues, be it direct, inherited, or by an invited group (docs.gitlab.com/api/members). Of
/// several GitLab gives the one with the highest level.
/// </summary>
internal sealed record TrackerMember
{
    [JsonProperty("username", Required = Required.Always)]
    public required string Username { get; init; }

    /// <summary>The level: 10 is Guest, 20 Reporter, and so on. A custom role has the level that it is made from.</summary>
    [JsonProperty("access_level", Required = Required.Always)]
    public required long Level { get; init; }

    /// <summary>The account's: <c>active</c>, <c>blocked</c>, <c>deactivated</c> and others.</summary>
    [JsonProperty("state")]
    public string? State { get; init; }

    /// <summary>The membership's: <c>active</c>, or <c>awaiting</c> an owner's approval; null where GitLab does not tell.</summary>
    [JsonProperty("membership_state")]
    public string? MembershipState { get; init; }

    /// <summary>The day from which on it counts no more, such as <c>2026-01-31</c>; null for none.</summary>
    [JsonProperty("expires_at")]
    public string? ExpiresAt { get; init; }

    /// <summary>Whether it has ended by a day.</summary>
    public bool HasEnded(DateOnly today) =>
        DateOnly.TryParseExact(ExpiresAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) && end <= today;
}
