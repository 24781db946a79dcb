using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The instance for customers of the United States' government, whose agents must be citizens. Those of whom the team file says something
/// in it should have an account.
/// </summary>
internal sealed class ZendeskUsFederal : Zendesk<ZendeskUsFederalSettings>
{
    /// <summary>The instance with its part of the settings.</summary>
    public ZendeskUsFederal(AuditSettings settings)
        : this(settings.Platform(Federal.Id)) { }

    private ZendeskUsFederal(SettingsSection section)
        : base(
            Federal,
            section,
            part => ZendeskUsFederalSettings.Read(Federal, part),
            check => check != Check.IdOf<CitizenshipRequestOnFile>() || ZendeskUsFederalSettings.RequestsIn(section).Count > 0
        ) { }

    /// <summary>What is the instance's own.</summary>
    public static ZendeskInstance Federal { get; } =
        new(
            "zendesk-us-federal",
            "Zendesk US Federal",
            "US_ZD_",
            new Uri("https://gitlab-federal-support.zendesk.com"),
            ZendeskTeamKeys.UsFederal,
            ExpectsEverybody: false
        );

    public override string Title => Federal.Title;
}
