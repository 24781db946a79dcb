using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The federal instance's part of the settings.</summary>
internal sealed record ZendeskUsFederalSettings : ZendeskSettings
{
    private const string CitizenshipKey = "citizenship_requests";

    /// <summary>What both instances may have.</summary>
    public ZendeskUsFederalSettings(ZendeskSettings settings)
        : base(settings) { }

    /// <summary>The addresses of those whose citizenship was verified by an access request.</summary>
    public IReadOnlySet<string> CitizenshipRequests { get; init; } = new HashSet<string>();

    /// <summary>Reads the part.</summary>
    /// <exception cref="AuditException">A setting is wrong.</exception>
    public static new ZendeskUsFederalSettings Read(ZendeskInstance instance, SettingsSection section) =>
        new(ZendeskSettings.Read(instance, section)) { CitizenshipRequests = RequestsIn(section) };

    /// <summary>The addresses that the list of access requests has.</summary>
    internal static IReadOnlySet<string> RequestsIn(SettingsSection section) => Emails(section, CitizenshipKey);
}
