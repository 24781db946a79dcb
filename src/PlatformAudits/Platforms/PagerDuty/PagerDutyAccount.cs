using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>A user of the PagerDuty account. There is no flag for inactive ones: whoever is deleted is no longer listed.</summary>
public sealed record PagerDutyAccount : Account
{
    /// <summary>
    /// The base role as the vendor writes it, such as <c>limited_user</c>, <c>read_only_user</c>, and whatever may come; null when it does
    /// not say. Roles in teams may add to it.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>Whether the invitation has not been accepted yet; null when the vendor does not say.</summary>
    public bool? IsInvited { get; init; }

    /// <summary>The ids of the PagerDuty teams.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Whether it sees the whole account, private teams and schedules included.</summary>
    public bool SeesEverything => Role is "owner" or "admin";

    /// <summary>Reads a user of <c>GET /users</c>.</summary>
    public static PagerDutyAccount Read(JsonRecord row) =>
        new()
        {
            Id = row.GetString("id"),
            Name = row.FindString("name") ?? row.FindString("summary"),
            Email = row.FindString("email"),
            Role = row.FindString("role") is { } role ? string.Intern(role) : null,
            IsInvited = row.FindBoolean("invitation_sent"),
            Teams = [.. row.GetRecords("teams").Select(team => string.Intern(team.GetString("id")))],
        };
}
