using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The instance for customers of the United States' government, whose agents must be citizens. Those of whom the team file says something in it should have an account.
/// </summary>
public sealed class ZendeskUsFederal : Zendesk
{
    /// <summary>The instance with its part of the settings.</summary>
    public ZendeskUsFederal(AuditSettings settings)
        : this(settings.Platform("zendesk-us-federal")) { }

    private ZendeskUsFederal(SettingsSection settings)
        : base(
            "zendesk-us-federal",
            settings,
            "US_ZD_",
            new Uri("https://gitlab-federal-support.zendesk.com"),
            expectsEverybody: false,
            check => check != IdOf<CitizenshipRequestOnFile>() || Emails(settings, CitizenshipKey).Count > 0
        )
    {
        CitizenshipRequests = Emails(settings, CitizenshipKey);
    }

    public override string Title => "Zendesk US Federal";

    public override ZendeskTeamKeys ProfileKeys => ZendeskTeamKeys.UsFederal;

    /// <summary>The addresses of those whose citizenship was verified by an access request.</summary>
    public IReadOnlySet<string> CitizenshipRequests { get; }

    private static string CitizenshipKey => "citizenship_requests";
}
