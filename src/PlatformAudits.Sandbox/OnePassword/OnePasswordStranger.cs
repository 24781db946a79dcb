namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>An account that belongs to no teammate.</summary>
/// <param name="Teammate">The index of the teammate that it looks like; -1 for none.</param>
internal readonly record struct OnePasswordStranger(OnePasswordStrangerKind Kind, int Teammate);

/// <summary>The ways in which an account belongs to nobody in the team.</summary>
internal enum OnePasswordStrangerKind : byte
{
    /// <summary>In the group: another name and another domain.</summary>
    Outsider,

    /// <summary>In the group and managing it: somebody who left, with the team's domain and a name that nobody in the team has.</summary>
    Leaver,

    /// <summary>In the group: a guest who has not accepted the invitation.</summary>
    Guest,

    /// <summary>In the group: the exact name of a teammate without account, but not the team's domain.</summary>
    ForeignNamesake,

    /// <summary>In the group: the team's domain and the name of a teammate who has an account already.</summary>
    SecondAccount,

    /// <summary>In the group: the team's domain and a name that two teammates share.</summary>
    SharedNamesake,

    /// <summary>In the group: the first of two with the team's domain and the name of one teammate without account.</summary>
    FirstContender,

    /// <summary>In the group: the second of those.</summary>
    SecondContender,

    /// <summary>Harmless: a colleague of another team, in none of the team's groups.</summary>
    Colleague,

    /// <summary>Harmless: a suspended colleague, in a group whose name resembles the team's.</summary>
    SuspendedColleague,

    /// <summary>Harmless: a service account, in no group.</summary>
    Automation,
}
