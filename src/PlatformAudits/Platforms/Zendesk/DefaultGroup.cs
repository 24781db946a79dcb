using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// One rule of the group that the team's own synchronisation adds to those of the team file. Of several rules the first that fits gives
/// the group; a rule without any condition fits
/// everybody.
/// </summary>
/// <param name="EmailContains">What the teammate's address must contain, or null.</param>
/// <param name="Region">The teammate's region, or what stands before its hyphen (<c>AMER</c> for <c>AMER-W</c>), or null.</param>
/// <param name="Role">The role that the team file gives the teammate in the instance, or null.</param>
internal sealed record DefaultGroup(string Group, string? EmailContains, string? Region, string? Role)
{
    /// <summary>Reads a rule.</summary>
    /// <exception cref="AuditException">It has no group.</exception>
    public static DefaultGroup Read(SettingsSection settings) =>
        new(settings.RequiredText("group"), settings.Text("email_contains"), settings.Text("region"), settings.Text("role"));

    /// <summary>Whether the rule is for a teammate.</summary>
    /// <param name="profile">What the team file says of them in the instance.</param>
    public bool Fits(Teammate teammate, ZendeskProfile profile) =>
        (EmailContains is null || teammate.Email.Contains(EmailContains, StringComparison.OrdinalIgnoreCase))
        && (Region is null || IsSame(Region, teammate.Region) || IsSame(Region, teammate.Region?.Split('-')[0]))
        && (Role is null || IsSame(Role, profile.Role));

    private static bool IsSame(string wanted, string? given) => wanted.Trim().Equals(given?.Trim(), StringComparison.OrdinalIgnoreCase);
}
