using PlatformAudits.Settings;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The instance for all customers. Everybody in the team file should have an account, unless the settings say otherwise.
/// </summary>
internal sealed class ZendeskGlobal : Zendesk<ZendeskSettings>
{
    /// <summary>The instance with its part of the settings.</summary>
    public ZendeskGlobal(AuditSettings settings)
        : base(Global, settings.Platform(Global.Id), section => ZendeskSettings.Read(Global, section), _ => true) { }

    /// <summary>What is the instance's own.</summary>
    public static ZendeskInstance Global { get; } =
        new(
            "zendesk-global",
            "Zendesk Global",
            "ZD_",
            new Uri("https://gitlab.zendesk.com"),
            ZendeskTeamKeys.Main,
            ExpectsEverybody: true
        );

    public override string Title => Global.Title;
}
