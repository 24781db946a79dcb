namespace PlatformAudits.FollowUp.Policies;

/// <summary>Whom a step reaches.</summary>
/// <param name="Instead">Why it is not those whom the policy names, as a sentence; null when it is.</param>
internal sealed record Addressed(IReadOnlyList<Contact> Contacts, string? Instead);
