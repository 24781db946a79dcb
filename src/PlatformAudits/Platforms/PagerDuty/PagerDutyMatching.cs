using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>How PagerDuty's accounts are matched with the team: by the id in the team file, the address and the name.</summary>
internal static class PagerDutyMatching
{
    /// <summary>The rules by the settings.</summary>
    public static MatchingRules Of(PagerDutySettings settings) =>
        new() { PlatformIdOf = teammate => teammate.Field(PagerDutyTeamKeys.Id), NeedsTeammate = settings.IsOfTheTeams };
}
