using PlatformAudits.Settings;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The instance for all customers. Everybody in the team file should have an account, unless the settings say otherwise.</summary>
public sealed class ZendeskGlobal : Zendesk
{
    /// <summary>The instance with its part of the settings.</summary>
    public ZendeskGlobal(AuditSettings settings)
        : base(
            "zendesk-global",
            settings.Platform("zendesk-global"),
            "ZD_",
            new Uri("https://gitlab.zendesk.com"),
            expectsEverybody: true,
            _ => true
        ) { }

    public override string Title => "Zendesk Global";

    public override ZendeskTeamKeys ProfileKeys => ZendeskTeamKeys.Main;
}
