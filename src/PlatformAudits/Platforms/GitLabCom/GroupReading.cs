namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>What was read of one group. Each list is filled by one reading only, so that they can go on side by side.</summary>
public sealed class GroupReading(AuditedGroup settings)
{
    /// <summary>The path in the settings.</summary>
    public string Path => settings.Path;

    /// <summary>The groups that may be invited into it.</summary>
    public AccessRules SharedWith => settings.SharedWith;

    /// <summary>The group's own record.</summary>
    public GitLabGroup? Record { get; set; }

    /// <summary>The lasting id.</summary>
    public string Id => Record!.Id;

    /// <summary>The path now.</summary>
    public string FullPath => Record!.FullPath;

    /// <summary>Its direct members.</summary>
    public CountedRows<GitLabMember> Members { get; } = new();

    /// <summary>Its pending invitations.</summary>
    public CountedRows<GitLabInvitation> Invitations { get; } = new();
}
