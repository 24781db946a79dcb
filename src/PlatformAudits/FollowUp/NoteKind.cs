namespace PlatformAudits.FollowUp;

/// <summary>What a note of the follow-up is for.</summary>
public enum NoteKind
{
    /// <summary>That the follow-up begins, with what was read at that time. It mentions nobody.</summary>
    Start,

    /// <summary>Tells somebody what is theirs to see to, on all audits of the period.</summary>
    Step,

    /// <summary>Says what a reply has brought about. It mentions nobody.</summary>
    Confirmed,

    /// <summary>Asks for the review, with the outcome of every item.</summary>
    Review,

    /// <summary>Says why a review does not count. It mentions nobody.</summary>
    Refused,

    /// <summary>Tells the manager that there was no review.</summary>
    Escalated,

    /// <summary>The evidence at the end, and that the issue can be closed.</summary>
    Evidence,

    /// <summary>That the issue was closed without a review. It mentions nobody.</summary>
    ClosedUnreviewed,

    /// <summary>Tells the manager that what is open goes on in the issue of a later period.</summary>
    Superseded,
}
