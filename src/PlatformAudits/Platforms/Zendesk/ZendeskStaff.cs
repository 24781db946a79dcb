namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The list of agents and admins.</summary>
/// <param name="Deleted">How many were deleted and are still listed; they are no accounts.</param>
internal sealed record ZendeskStaff(IReadOnlyCollection<ZendeskAccount> Accounts, int Deleted = 0);
