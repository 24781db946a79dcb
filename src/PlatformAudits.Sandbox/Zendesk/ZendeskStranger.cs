namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>An agent who is nobody in the team file.</summary>
/// <param name="Teammate">The index of the teammate that it looks like or whose entry has its id; -1 for none.</param>
internal readonly record struct ZendeskStranger(ZendeskStrangerKind Kind, int Teammate);

/// <summary>The ways in which an agent is nobody's account.</summary>
internal enum ZendeskStrangerKind : byte
{
    /// <summary>Another name and another domain.</summary>
    Outsider,

    /// <summary>Somebody who left: the team's domain, a name that nobody in the team has, still an admin, and suspended.</summary>
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

    /// <summary>The team file has its id for a teammate, and so it counts as theirs.</summary>
    NamedByTeammate,
}
