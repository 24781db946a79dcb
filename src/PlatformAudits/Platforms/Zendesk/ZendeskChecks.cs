using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Which of an instance's checks are on where the settings don't say.</summary>
internal static class ZendeskChecks
{
    private static readonly Dictionary<string, string[]> Profiles = new(StringComparer.Ordinal)
    {
        ["handbook-2023"] =
        [
            Check.IdOf<AccountHasTeammate>(),
            Check.IdOf<NameMatches>(),
            Check.IdOf<IdMatches>(),
            Check.IdOf<GroupsMatch>(),
            Check.IdOf<RoleMatches>(),
        ],
        ["handbook-2026"] =
        [
            Check.IdOf<TeammateHasAccount>(),
            Check.IdOf<AgentIsNotLight>(),
            Check.IdOf<NameMatches>(),
            Check.IdOf<EmailMatches>(),
            Check.IdOf<AdminIsExpected>(),
            Check.IdOf<AgentIsNotSuspended>(),
        ],
    };

    /// <summary>The ids of those that look at tokens.</summary>
    public static IReadOnlyList<string> OfTokens { get; } =
    [
        Check.IdOf<TokenOwnerIsOnTheTeam>(),
        Check.IdOf<TokenHasRequest>(),
        Check.IdOf<TokenIsNotExpired>(),
        Check.IdOf<TokenIsUsed>(),
        Check.IdOf<TokenIsJustified>(),
    ];

    /// <summary>Whether the settings' profile has a check on; null for a check that no profile speaks of.</summary>
    public static bool? IsInProfile(SettingsSection section, string check)
    {
        var profile = section.Text("profile", "handbook-2026")!;
        return !Profiles.TryGetValue(profile, out var checks)
                ? throw section.Wrong("profile", $"is {profile}, and there are {Sentence.List([.. Profiles.Keys])}")
            : Profiles.Values.Any(p => p.Contains(check)) ? checks.Contains(check)
            : null;
    }
}
