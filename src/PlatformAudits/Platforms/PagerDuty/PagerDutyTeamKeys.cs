using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>What the team file says of a person in PagerDuty.</summary>
internal static class PagerDutyTeamKeys
{
    /// <summary>The user id, such as <c>PABC123</c>.</summary>
    public static readonly TeamKey Id = new("pagerduty.id") { IsUnique = true, IsValue = true };

    /// <summary>The on-call rotations of the person, by id or name.</summary>
    /// <param name="path">The key that the settings name for them.</param>
    public static TeamKey Rotations(string path) => new(path, TeamKeyKind.TextOrTexts);
}
