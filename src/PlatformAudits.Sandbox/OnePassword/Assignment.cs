namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>How a teammate and 1Password go together. What is not said is as in <see cref="Ordinary"/>.</summary>
internal enum Assignment : byte
{
    /// <summary>
    /// An active account with the teammate's e-mail, in the group of all and, where the region asks for it, in the region's.
    /// </summary>
    Ordinary,

    /// <summary>Harmless: the account's e-mail is in capitals.</summary>
    EmailSpelledDifferently,

    /// <summary>Harmless: the display name lacks accents or has other spacing.</summary>
    NameSpelledDifferently,

    /// <summary>Only the name tells whose account it is.</summary>
    MatchedByName,

    /// <summary>Harmless: a manager of the group who is expected to be one.</summary>
    ExpectedManager,

    /// <summary>Harmless: in the region's group although in another region.</summary>
    VisitsRegion,

    /// <summary>Harmless: a type that the documents do not name.</summary>
    UnknownType,

    /// <summary>There is no account.</summary>
    NoAccount,

    /// <summary>There is an account, and it is in no group of the team.</summary>
    NotInGroup,

    /// <summary>The account is not in the region's group; a fault where the person is in that region.</summary>
    NotInRegionGroup,

    /// <summary>In the group, and suspended.</summary>
    Suspended,

    /// <summary>In the group, and the invitation has not been accepted.</summary>
    Pending,

    /// <summary>In the group, in one of the other states.</summary>
    OtherState,

    /// <summary>A manager of the group whom nobody expects to be one.</summary>
    UnexpectedManager,

    /// <summary>There is no account, and another teammate of the same name has none either.</summary>
    SharesNameWithoutAccount,

    /// <summary>There is no account, and two strangers carry the name.</summary>
    ContestedName,
}
