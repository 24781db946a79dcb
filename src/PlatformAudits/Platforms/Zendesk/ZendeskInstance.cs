namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What one of the two instances has of its own, apart from the settings.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Title">The name as people write it.</param>
/// <param name="Prefix">What the names of the instance's variables begin with.</param>
/// <param name="TeamKeys">What the team file says of people in the instance.</param>
/// <param name="ExpectsEverybody">Whether everybody in the team file should have an account, where the settings don't say.</param>
internal sealed record ZendeskInstance(
    string Id,
    string Title,
    string Prefix,
    Uri DefaultUrl,
    ZendeskTeamKeys TeamKeys,
    bool ExpectsEverybody
);
