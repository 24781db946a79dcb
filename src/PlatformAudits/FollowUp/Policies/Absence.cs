using PlatformAudits.Foundation;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>That somebody is absent: until the last day their manager is asked instead.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
public sealed record Absence(string Who, DateOnly From, DateOnly Until)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="AuditException">A value is missing or wrong.</exception>
    internal static Absence Read(SettingsSection settings)
    {
        var leave = new Absence(settings.RequiredValue("who"), settings.RequiredDate("from"), settings.RequiredDate("until"));
        return leave.From <= leave.Until ? leave : throw settings.Wrong("until", "must not be before from");
    }
}
