namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>What was read of one group.</summary>
/// <param name="invitations">Null where no check needs them.</param>
internal sealed class GroupReading(
    AuditedGroup settings,
    GitLabGroup record,
    CountedRows<GitLabMember> members,
    CountedRows<GitLabInvitation>? invitations
)
{
    /// <summary>The path in the settings.</summary>
    public string Path => settings.Path;

    /// <summary>The groups that may be invited into it.</summary>
    public AccessRules SharedWith => settings.SharedWith;

    /// <summary>The group's own record.</summary>
    public GitLabGroup Record => record;

    /// <summary>The lasting id.</summary>
    public string Id => record.Id;

    /// <summary>The path now.</summary>
    public string FullPath => record.FullPath;

    /// <summary>Its direct members.</summary>
    public CountedRows<GitLabMember> Members => members;

    /// <summary>Its pending invitations; none where no check needs them.</summary>
    public CountedRows<GitLabInvitation> Invitations { get; } = invitations ?? new CountedRows<GitLabInvitation>([], null);

    /// <summary>Whether its invitations were read.</summary>
    public bool HasInvitations => invitations is not null;
}
