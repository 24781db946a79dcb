using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>What the team file says of a person in Calendly.</summary>
internal static class CalendlyTeamKeys
{
    /// <summary>The link to the person's main page.</summary>
    public static readonly TeamKey Link = new("calendly") { IsValue = true };
}
