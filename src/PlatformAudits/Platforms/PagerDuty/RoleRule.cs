using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Which roles go with which titles. Of several rules the first that fits counts.</summary>
/// <param name="Roles">The roles that they may have, as the vendor writes them.</param>
internal sealed record RoleRule(IReadOnlyList<TitlePattern> Titles, IReadOnlyList<string> Roles)
{
    /// <summary>
    /// The published rule (GitLab handbook, "PagerDuty users"): Limited User for support engineers, managers and directors, Admin for
    /// Support Readiness, which was called Support Operations before.
    /// </summary>
    public static IReadOnlyList<RoleRule> Published { get; } =
    [
        new([new("*Support Operations*"), new("*Support Readiness*")], ["admin"]),
        new(
            [
                new("*Support Engineer*"),
                new("*Support Manager*"),
                new("*Manager*Support*"),
                new("*Support Director*"),
                new("*Director*Support*"),
            ],
            ["limited_user"]
        ),
    ];

    /// <summary>Reads a rule of the settings.</summary>
    /// <exception cref="AuditException">It has no titles or no roles.</exception>
    public static RoleRule Read(SettingsSection section) =>
        new([.. Required(section, "titles").Select(t => new TitlePattern(t))], Required(section, "roles"));

    private static IReadOnlyList<string> Required(SettingsSection section, string key) =>
        section.Texts(key) is { Count: > 0 } texts ? texts : throw section.Wrong(key, "is missing or empty");
}
