namespace PlatformAudits.FollowUp.Policies;

/// <summary>A step of a policy.</summary>
/// <param name="To">Whom it is addressed to; the first is who has to hear it, the others are told as well.</param>
/// <param name="AfterHours">The hours since the step before, from 0; for the first step since the follow-up began.</param>
/// <param name="IsMessage">Whether it is a direct message, and the note only says that it was sent.</param>
public sealed record PolicyStep(IReadOnlyList<Role> To, double AfterHours, bool IsMessage = false);
