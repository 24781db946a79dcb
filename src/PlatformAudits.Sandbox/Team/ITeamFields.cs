namespace PlatformAudits.Sandbox.Team;

/// <summary>Fills in the team file's fields that belong to one platform.</summary>
internal interface ITeamFields
{
    /// <summary>The teammate with this platform's fields; a pure function of the teammate's number.</summary>
    Teammate Fill(Teammate teammate);
}
