using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>A schedule that the audit looks at. It is known by its id, which survives renames.</summary>
/// <param name="Name">What people call it, or null; it decides nothing.</param>
/// <param name="Members">The e-mail addresses of those who must be in it.</param>
public sealed record ConfiguredSchedule(string Id, string? Name, IReadOnlyList<string> Members)
{
    /// <summary>Reads a schedule of the settings.</summary>
    /// <exception cref="AuditException">It has no id.</exception>
    public static ConfiguredSchedule Read(SettingsSection section) =>
        new(section.RequiredValue("id"), section.Text("name"), section.Values("members"));
}
