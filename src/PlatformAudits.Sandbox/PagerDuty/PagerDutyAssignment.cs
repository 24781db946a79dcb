namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>How a teammate and PagerDuty go together. What is not said is as in <see cref="Ordinary"/>.</summary>
internal enum PagerDutyAssignment : byte
{
    /// <summary>The team file has the account's id; e-mail, role and schedule are as they should be.</summary>
    Ordinary,

    /// <summary>The account's e-mail is in capitals, and another than in the team file; the id tells whose account it is.</summary>
    OtherEmail,

    /// <summary>Harmless: the display name lacks accents.</summary>
    NameSpelledDifferently,

    /// <summary>Harmless: the invitation has not been accepted; the account is listed and can be scheduled.</summary>
    Pending,

    /// <summary>Harmless: the layer or event that the person is in has not begun yet.</summary>
    InComingLayer,

    /// <summary>Harmless: also in schedules that nobody audits, and in a layer that has ended.</summary>
    InOtherSchedules,

    /// <summary>The team file has no id; the e-mail tells whose account it is.</summary>
    NoId,

    /// <summary>The team file has no id, and only the name tells whose account it is.</summary>
    MatchedByName,

    /// <summary>The team file has no id, and there is no account.</summary>
    NoAccount,

    /// <summary>The id in the team file is nobody's; the e-mail tells whose account it is.</summary>
    IdOfNobody,

    /// <summary>The account was deleted and is still in a schedule, where PagerDuty says so.</summary>
    Deleted,

    /// <summary>The account was deleted and is still in a schedule, where nothing says so.</summary>
    DeletedSilently,

    /// <summary>The role does not go with the title.</summary>
    OtherRole,

    /// <summary>A stakeholder's role.</summary>
    Stakeholder,

    /// <summary>A role that the API's documents do not name.</summary>
    UnknownRole,

    /// <summary>Expected in a schedule and not there.</summary>
    NotScheduled,

    /// <summary>Expected in a schedule and only in a part of it that has ended.</summary>
    InEndedLayer,

    /// <summary>The team file names a rotation that is no schedule.</summary>
    UnknownRotation,
}
