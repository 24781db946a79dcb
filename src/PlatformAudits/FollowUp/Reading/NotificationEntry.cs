namespace PlatformAudits.FollowUp.Reading;

/// <summary>What a list says of one thing.</summary>
/// <param name="Covered">A finding's step, or the name of a note.</param>
/// <param name="At">When, UTC.</param>
/// <param name="To">Who was mentioned for it, by digits.</param>
/// <param name="Stage">How far it had come when it was put down.</param>
internal sealed record NotificationEntry(string Covered, DateTimeOffset At, IReadOnlyList<string> To, NotificationStage Stage);
