using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// What may be had in which group: a mapping of the settings from a group's path to an access, such as <c>gitlab-com/support:
/// Developer</c>.
/// </summary>
internal sealed class AccessRules
{
    private readonly IReadOnlyDictionary<string, GitLabAccess> _rules;

    private AccessRules(IReadOnlyDictionary<string, GitLabAccess> rules) => _rules = rules;

    /// <summary>The rules for groups that are told by their paths.</summary>
    public static AccessRules Of(params IEnumerable<(string Group, GitLabAccess Access)> rules) =>
        new(rules.ToDictionary(r => r.Group, r => r.Access, StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads a mapping.</summary>
    /// <param name="section">What the mapping is in.</param>
    /// <param name="groups">The groups that may be named; null for any.</param>
    /// <exception cref="AuditException">A group is not among them, or an access is none.</exception>
    public static AccessRules Read(SettingsSection section, string key, IReadOnlyList<AuditedGroup>? groups)
    {
        var rules = new Dictionary<string, GitLabAccess>(StringComparer.OrdinalIgnoreCase);
        var mapping = section.Section(key);
        foreach (var path in mapping.Keys())
        {
            var access =
                GitLabAccess.Parse(mapping.RequiredText(path))
                ?? throw mapping.Wrong(
                    path,
                    "must be a level of GitLab such as Developer or 30, with a custom role after a slash where it has one"
                );
            if (groups is not null && !groups.Any(g => g.Path.Equals(path, StringComparison.OrdinalIgnoreCase)))
            {
                throw mapping.Wrong(path, "is not among the groups of platforms.gitlab-com.groups");
            }

            if (!rules.TryAdd(path, access))
            {
                throw mapping.Wrong(path, "is there twice");
            }
        }

        return new AccessRules(rules);
    }

    /// <summary>What may be had in a group; null for nothing.</summary>
    /// <param name="group">The group's path in any letter case.</param>
    public GitLabAccess? In(string group) => _rules.GetValueOrDefault(group);
}
