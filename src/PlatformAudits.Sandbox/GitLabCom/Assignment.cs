namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>How a teammate and the groups go together. What is not said is as in <see cref="Ordinary"/>.</summary>
internal enum Assignment : byte
{
    /// <summary>
    /// The team file has the account's id and user name, and the account has a seat in each group of the baseline, with the baseline's
    /// access.
    /// </summary>
    Ordinary,

    /// <summary>Harmless: the team file has no id, and the user name in other letters.</summary>
    UsernameOnly,

    /// <summary>Harmless: the team file has neither, and the Owners see the address of an enterprise user, in capitals.</summary>
    EmailOnly,

    /// <summary>Harmless: the team file has neither, and the user shows the address to everybody.</summary>
    PublicEmailOnly,

    /// <summary>The team file has the user name of before, and the user shows a private address; the id still fits.</summary>
    Renamed,

    /// <summary>Harmless for the teammate: the user name in the team file is a stranger's now, and the id still fits.</summary>
    UsernameTaken,

    /// <summary>Harmless: the baseline's access, until a day to come.</summary>
    WithEnd,

    /// <summary>Harmless: the list says neither whether the user is locked nor how the membership stands.</summary>
    SparseRow,

    /// <summary>Harmless: a second account with what such accounts may have.</summary>
    SecondAccount,

    /// <summary>Harmless: besides the membership there is an invitation, in capitals.</summary>
    InvitedAgain,

    /// <summary>A guest in the main group.</summary>
    Below,

    /// <summary>Minimal access to the main group.</summary>
    Minimal,

    /// <summary>A planner in the main group.</summary>
    Planner,

    /// <summary>The licence desk's level without its custom role.</summary>
    WithoutRole,

    /// <summary>An owner of the main group, without end.</summary>
    Above,

    /// <summary>A level that no document names, in the main group.</summary>
    UnknownLevel,

    /// <summary>An owner of the main group for a month.</summary>
    Temporary,

    /// <summary>An owner of the main group for more than a year.</summary>
    TemporaryTooLong,

    /// <summary>A custom role on the baseline's level.</summary>
    OtherRole,

    /// <summary>A seat in a group that the baseline does not give.</summary>
    Elsewhere,

    /// <summary>No seat at all.</summary>
    NoSeat,

    /// <summary>No seat in the main group.</summary>
    NoMainSeat,

    /// <summary>No seat in the main group, but a pending invitation.</summary>
    InvitedOnly,

    /// <summary>No seat but that of a second account with the same display name.</summary>
    SecondAccountOnly,

    /// <summary>A second account with more than such accounts may have.</summary>
    SecondAccountAbove,

    /// <summary>The team file has neither id nor user name, and no address is shown.</summary>
    Unknown,

    /// <summary>The account is blocked.</summary>
    Blocked,

    /// <summary>The account is deactivated.</summary>
    Deactivated,

    /// <summary>The account is banned.</summary>
    Banned,

    /// <summary>The account is in a state that few documents name.</summary>
    OtherState,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>The membership of the main group awaits an approval.</summary>
    Awaiting,

    /// <summary>The baseline's access, which ended a while ago.</summary>
    Ended,
}
