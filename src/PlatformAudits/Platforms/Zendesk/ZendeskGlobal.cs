using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The instance for all customers. Everybody in the team file should have an account, unless the settings say otherwise.</summary>
public sealed class ZendeskGlobal : Zendesk
{
    /// <summary>The instance with its part of the settings.</summary>
    /// <param name="settings">The settings.</param>
    public ZendeskGlobal(AuditSettings settings)
        : base("zendesk-global", settings.Platform("zendesk-global"), "ZD_", new Uri("https://gitlab.zendesk.com"), expectsEverybody: true, _ => true)
    {
    }

    /// <inheritdoc />
    public override string Title => "Zendesk Global";

    /// <inheritdoc />
    public override string ProfileKey => "main";

    /// <inheritdoc />
    public override ZendeskProfile? ProfileOf(Teammate teammate) => teammate.ZendeskMain;
}
