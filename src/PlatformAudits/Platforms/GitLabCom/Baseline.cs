using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>What teammates of some titles, regions or focuses are to have. An empty list means any; letter case does not matter.</summary>
/// <param name="Access">What they are to have.</param>
internal sealed record Baseline(
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Focuses,
    AccessRules Access
)
{
    /// <summary>Reads a baseline.</summary>
    /// <exception cref="AuditException">A group is not among them, or an access is none.</exception>
    public static Baseline Read(SettingsSection section, IReadOnlyList<AuditedGroup> groups) =>
        new(section.Texts("titles"), section.Texts("regions"), section.Texts("focuses"), AccessRules.Read(section, "groups", groups));

    /// <summary>Whether it is for a teammate.</summary>
    public bool IsFor(Teammate teammate) =>
        IsAmong(Titles, teammate.Title)
        && IsAmong(Regions, teammate.Region)
        && (Focuses.Count == 0 || teammate.Focuses.Any(f => IsAmong(Focuses, f)));

    private static bool IsAmong(IReadOnlyList<string> wanted, string? value) =>
        wanted.Count == 0 || (value is not null && wanted.Any(w => w.Trim().Equals(value, StringComparison.OrdinalIgnoreCase)));
}
