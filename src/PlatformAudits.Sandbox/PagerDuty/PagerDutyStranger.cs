namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>Somebody in PagerDuty who is no teammate.</summary>
/// <param name="Block">The block of teammates that they belong to.</param>
/// <param name="Teammate">The index of the teammate that they look like; -1 for none.</param>
internal readonly record struct PagerDutyStranger(PagerDutyStrangerKind Kind, int Block, int Teammate);

/// <summary>The ways of being no teammate.</summary>
internal enum PagerDutyStrangerKind : byte
{
    /// <summary>
    /// Harmless: a colleague of another team, in schedules that nobody audits, in a layer that has ended, and a target of a policy that
    /// leads elsewhere.
    /// </summary>
    Colleague,

    /// <summary>Harmless: a colleague in no team at all.</summary>
    ColleagueWithoutTeam,

    /// <summary>Somebody who left: in the team in PagerDuty, and in a layer-based schedule.</summary>
    Leaver,

    /// <summary>A colleague of another team in a shift-based schedule.</summary>
    InShifts,

    /// <summary>A colleague of another team who is a direct target of an escalation policy.</summary>
    Target,

    /// <summary>Invited into the team in PagerDuty, not accepted yet.</summary>
    Invited,

    /// <summary>The exact name of a teammate without account, but not the team's domain.</summary>
    ForeignNamesake,

    /// <summary>The team's domain and the name of a teammate who has an account already.</summary>
    SecondAccount,

    /// <summary>No account any more, and still in a layer-based schedule.</summary>
    Ghost,

    /// <summary>No account any more, and still a direct target of an escalation policy.</summary>
    GhostTarget,
}
