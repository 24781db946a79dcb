namespace PlatformAudits.Sandbox.Calendly;

/// <summary>How a teammate and Calendly go together. What is not said is as in <see cref="Ordinary"/>.</summary>
internal enum Assignment : byte
{
    /// <summary>The account has the teammate's e-mail and the link in the team file is the account's.</summary>
    Ordinary,

    /// <summary>Harmless: the account's e-mail is in capitals.</summary>
    EmailSpelledDifferently,

    /// <summary>Harmless: the link has another scheme, <c>www.</c>, capitals, a slash at the end, a query or a fragment.</summary>
    LinkSpelledDifferently,

    /// <summary>Harmless: the display name lacks accents or has other spacing.</summary>
    NameSpelledDifferently,

    /// <summary>The account has a private e-mail, and link and name tell whose it is.</summary>
    MatchedByLink,

    /// <summary>Harmless: besides the account there is a pending invitation.</summary>
    InvitedAgain,

    /// <summary>Harmless: the invitation that was accepted is still listed.</summary>
    OnceInvited,

    /// <summary>Harmless: an invitation that was declined is still listed.</summary>
    OnceDeclined,

    /// <summary>Harmless: an admin of the organization who is expected to be one.</summary>
    ExpectedAdmin,

    /// <summary>Harmless: an admin of two groups who is expected to be one.</summary>
    ExpectedGroupAdmin,

    /// <summary>Harmless: a role that the API's documents do not name.</summary>
    UnknownRole,

    /// <summary>The team file has no link: no key, or nothing but blanks.</summary>
    NoLink,

    /// <summary>The link is that of one event instead of the main page.</summary>
    EventLink,

    /// <summary>The link is that of no account.</summary>
    OtherLink,

    /// <summary>The link is that of a stranger's account.</summary>
    StrangersLink,

    /// <summary>Only the name tells whose account it is, and the team file has no link.</summary>
    MatchedByNameWithoutLink,

    /// <summary>Only the name tells whose account it is, and the link is another.</summary>
    MatchedByNameWithOtherLink,

    /// <summary>There is no account.</summary>
    NoAccount,

    /// <summary>There is no account but a pending invitation, which is admin of a group already.</summary>
    InvitedOnly,

    /// <summary>There is no account, and another teammate of the same name has none either.</summary>
    SharesNameWithoutAccount,

    /// <summary>There is no account, and two strangers carry the name.</summary>
    ContestedName,

    /// <summary>An admin or second owner of the organization whom nobody expects to be one.</summary>
    UnexpectedAdmin,

    /// <summary>An admin of two groups whom nobody expects to be one.</summary>
    UnexpectedGroupAdmin,
}
