namespace PlatformAudits.FollowUp;

/// <summary>How far a note has come (docs/decisions/0015).</summary>
internal enum NoteStage
{
    /// <summary>It is there and mentions nobody yet.</summary>
    Reserved,

    /// <summary>A direct message that belongs to it is on its way; whether it arrives, only its sender will know.</summary>
    Sending,

    /// <summary>It is written, and whom it mentions has been notified.</summary>
    Sent,
}
