using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>How Calendly's accounts are matched with the team: by the address, and by the link in the team file.</summary>
internal static class CalendlyMatching
{
    /// <summary>The rules for a population.</summary>
    public static MatchingRules Of(CalendlyPopulation population) =>
        new()
        {
            AlternateIdOf = teammate => CalendlyLink.Normalise(teammate.Field(CalendlyTeamKeys.Link)),
            AlternateIdOn = account => CalendlyLink.Normalise(((CalendlyAccount)account).SchedulingUrl),
            IsInvited = population.IsInvited,
        };
}
