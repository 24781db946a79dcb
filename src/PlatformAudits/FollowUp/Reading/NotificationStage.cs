namespace PlatformAudits.FollowUp.Reading;

/// <summary>How far something in a list had come.</summary>
public enum NotificationStage
{
    /// <summary>A reservation of it was taken back, so it is open, whatever an older list says.</summary>
    Withdrawn,

    /// <summary>Its note was about to be written, not before the entry's time.</summary>
    Ahead,

    /// <summary>Its note was read.</summary>
    Written,
}
