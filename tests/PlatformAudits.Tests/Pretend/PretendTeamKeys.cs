using PlatformAudits.Team;

namespace PlatformAudits.Tests.Pretend;

/// <summary>What the team file says of a person in <see cref="Pretend"/>.</summary>
public static class PretendTeamKeys
{
    /// <summary>The id of the person's account.</summary>
    public static readonly TeamKey Id = new("pretend.id") { IsUnique = true };
}
