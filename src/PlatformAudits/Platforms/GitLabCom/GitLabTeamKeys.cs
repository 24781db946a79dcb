using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>What the team file says of a person in GitLab.com, besides the user name, with which people are mentioned too.</summary>
internal static class GitLabTeamKeys
{
    /// <summary>The user id.</summary>
    public static readonly TeamKey Id = new("gitlab.id", TeamKeyKind.Id) { IsUnique = true };
}
