using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// Accounts that belong to nobody in the team file and are expected all the same: service accounts, bots of access tokens.
/// </summary>
/// <param name="Ids">GitLab's user ids, which last.</param>
/// <param name="Usernames">User names, which their owners can change; letter case does not matter.</param>
/// <param name="Access">What they may have.</param>
internal sealed record ExpectedAccountRule(IReadOnlySet<string> Ids, IReadOnlySet<string> Usernames, AccessRules Access)
{
    /// <summary>Reads a rule.</summary>
    /// <exception cref="AuditException">It names no account, an id is none, or a group is not among them.</exception>
    public static ExpectedAccountRule Read(SettingsSection section, IReadOnlyList<AuditedGroup> groups)
    {
        var ids = section.Values("ids").ToHashSet(StringComparer.Ordinal);
        var usernames = section.Values("usernames").Select(u => u.TrimStart('@')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!ids.All(id => id.All(char.IsAsciiDigit)))
        {
            throw section.Wrong("ids", "must hold GitLab's user ids, which are whole numbers");
        }

        return ids.Count + usernames.Count > 0
            ? new ExpectedAccountRule(ids, usernames, AccessRules.Read(section, "groups", groups))
            : throw section.Wrong("usernames", "is missing, and there are no ids either");
    }
}
