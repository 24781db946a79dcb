using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// How GitLab.com's accounts are matched with the team: by the id, by the address where one is shown, and by the user name.
/// </summary>
internal static class GitLabComMatching
{
    /// <summary>The rules for a population.</summary>
    public static MatchingRules Of(GitLabComPopulation population) =>
        new()
        {
            PlatformIdOf = IdOf,
            AlternateIdOf = UsernameOf,
            AlternateIdOn = account => Folded(((GitLabAccount)account).Username),
            AlternateIdTitle = "user name",
            NamesTell = false,
            HidesAddresses = true,
            IsInvited = population.IsInvited,
        };

    /// <summary>The <c>gitlab.id</c> of the team file, or null.</summary>
    internal static string? IdOf(Teammate teammate) => teammate.Field(GitLabTeamKeys.Id);

    /// <summary>A user name or an address as it may be compared: GitLab ignores their letter case.</summary>
    internal static string Folded(string text) => text.Trim().ToLowerInvariant();

    /// <summary>
    /// The teammate's user name, where the team file has no id: a user name that was given up can be taken by somebody else.
    /// </summary>
    private static string? UsernameOf(Teammate teammate) =>
        IdOf(teammate) is null && teammate.GitLabUsername is { } username ? Folded(username) : null;
}
