namespace PlatformAudits.Sandbox.Calendly;

/// <summary>A relationship of an account or an invitation to a group.</summary>
/// <param name="Number">The number that its id is made of.</param>
/// <param name="IsAdmin">Whether the holder is admin of the group; otherwise a member.</param>
/// <param name="Account">The account, or null when an invitation holds the seat.</param>
/// <param name="Invitation">The invitation, or null when an account holds the seat.</param>
internal sealed record GroupSeat(int Number, int Group, bool IsAdmin, Account? Account, Invitation? Invitation);
