namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>How a teammate and one Zendesk instance go together. What is not said is as in <see cref="Ordinary"/>.</summary>
internal enum ZendeskAssignment : byte
{
    /// <summary>
    /// The team file has the account's id, name, address, role and groups; or, in the federal instance, nothing, and there is no account.
    /// </summary>
    Ordinary,

    /// <summary>Harmless: the account's e-mail is in capitals.</summary>
    EmailSpelledDifferently,

    /// <summary>Harmless: the display name lacks accents or has other spacing.</summary>
    NameSpelledDifferently,

    /// <summary>Harmless: the display name is the alias in the team file.</summary>
    NameIsAlias,

    /// <summary>Harmless: the role is written in capitals.</summary>
    RoleSpelledDifferently,

    /// <summary>Harmless: the team file gives no role.</summary>
    NoRoleInFile,

    /// <summary>Harmless: no custom role and no role type, and the team file says so.</summary>
    NoCustomRole,

    /// <summary>Harmless: a role type that the API's documents do not name.</summary>
    UnknownRoleType,

    /// <summary>Harmless: a light agent, as the team file wants it.</summary>
    LightAsWanted,

    /// <summary>Harmless: an admin whom the settings expect.</summary>
    ExpectedAdmin,

    /// <summary>Harmless: an admin, as the team file wants it.</summary>
    AdminAsWanted,

    /// <summary>Harmless: other groups, of somebody whom the synchronisation skips.</summary>
    SkippedGroups,

    /// <summary>Harmless: besides its groups the account is in one that was deleted.</summary>
    DeletedGroup,

    /// <summary>There is no account.</summary>
    NoAccount,

    /// <summary>There is no account, and another teammate of the same name has none either.</summary>
    SharesNameWithoutAccount,

    /// <summary>There is no account, and two strangers carry the name.</summary>
    ContestedName,

    /// <summary>The display name is another.</summary>
    OtherName,

    /// <summary>The address is another; the id tells whose account it is.</summary>
    OtherEmail,

    /// <summary>The team file has an id that nobody has.</summary>
    OtherId,

    /// <summary>The team file has no id.</summary>
    NoId,

    /// <summary>The team file says nothing of the instance, and there is an account.</summary>
    NotInFile,

    /// <summary>The team file has the id of a stranger's account.</summary>
    IdOfStranger,

    /// <summary>Only the name tells whose account it is.</summary>
    MatchedByName,

    /// <summary>The account lacks one of its groups.</summary>
    MissingGroup,

    /// <summary>The account is in one group more.</summary>
    ExtraGroup,

    /// <summary>The account lacks the default group.</summary>
    NoDefaultGroup,

    /// <summary>The role is another.</summary>
    OtherRole,

    /// <summary>A light agent by role type and role.</summary>
    LightAgent,

    /// <summary>A light agent by nothing but the configuration of the custom role.</summary>
    LightByRoleAlone,

    /// <summary>An admin whom nobody expects to be one.</summary>
    UnexpectedAdmin,

    /// <summary>The account is suspended.</summary>
    Suspended,

    /// <summary>Nobody has the request by which citizenship was verified, which only matters in the federal instance.</summary>
    NoCitizenshipRequest,
}
