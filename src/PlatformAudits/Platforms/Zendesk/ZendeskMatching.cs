using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>How an instance's accounts are matched with the team: by the id in the team file, the address and the name.</summary>
internal static class ZendeskMatching
{
    /// <summary>The rules for a population.</summary>
    public static MatchingRules Of(ZendeskPopulation population, ZendeskSettings settings) =>
        new()
        {
            PlatformIdOf = teammate => teammate.Field(settings.Instance.TeamKeys.Id),
            IsExpected = teammate => settings.ExpectsEverybody || settings.ProfileOf(teammate) is not null,
            NeedsTeammate = account => settings.LightAgentsNeedTeammate || population.KindOf((ZendeskAccount)account) != ZendeskKind.Light,
        };
}
