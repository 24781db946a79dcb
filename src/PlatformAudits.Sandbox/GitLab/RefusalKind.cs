namespace PlatformAudits.Sandbox.GitLab;

/// <summary>What GitLab may refuse for a while, of the project whose issues are the audits or of an account.</summary>
public enum RefusalKind
{
    /// <summary>Writes: 409, because another request holds the record.</summary>
    ResourceLock,

    /// <summary>Writes: 403, because the project is archived.</summary>
    Archived,

    /// <summary>Issues that are opened or changed: 409, because they look like spam, until a captcha is solved.</summary>
    Spam,

    /// <summary>Writes: 403, because the account has no role any more that allows them.</summary>
    LostRole,

    /// <summary>The list of members: 403, because the project does not show it to the account.</summary>
    HiddenMembers,

    /// <summary>Everything: 404 for the project, because the account is no member any more.</summary>
    NoMember,

    /// <summary>Everything: 403, because the account is blocked.</summary>
    Blocked,

    /// <summary>Everything: 401, because the token has expired.</summary>
    ExpiredToken,

    /// <summary>Everything: 401, because the token was revoked.</summary>
    RevokedToken,
}
