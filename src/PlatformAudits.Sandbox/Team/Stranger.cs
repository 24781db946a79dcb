namespace PlatformAudits.Sandbox.Team;

/// <summary>An account that belongs to no teammate.</summary>
/// <param name="Teammate">The index of the teammate that it looks like or whose entry names it; -1 for none.</param>
internal readonly record struct Stranger(StrangerKind Kind, int Teammate);

/// <summary>The ways in which an account belongs to nobody.</summary>
internal enum StrangerKind : byte
{
    /// <summary>Another name and another domain.</summary>
    Outsider,

    /// <summary>Somebody who left: the team's domain, a name that nobody in the team has, still an admin.</summary>
    Leaver,

    /// <summary>The exact name of a teammate without account, but not the team's domain.</summary>
    ForeignNamesake,

    /// <summary>The team's domain and the name of a teammate who has an account already.</summary>
    SecondAccount,

    /// <summary>The team's domain and a name that two teammates share.</summary>
    SharedNamesake,

    /// <summary>The first of two with the team's domain and the name of one teammate without account.</summary>
    FirstContender,

    /// <summary>The second of those.</summary>
    SecondContender,

    /// <summary>The team file has its link or its id for a teammate.</summary>
    NamedByTeammate,
}
