namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>The schedules of both kinds, as they were read.</summary>
/// <param name="Layers">The layer-based ones; those that the audit does not look at without their members.</param>
/// <param name="Shifts">The shift-based ones, as references.</param>
/// <param name="ShiftDetails">The shift-based ones that the audit looks at, with their rotations.</param>
public sealed record PagerDutySchedules(
    PagerDutyList<PagerDutySchedule> Layers,
    PagerDutyList<PagerDutyReference> Shifts,
    IReadOnlyList<PagerDutySchedule> ShiftDetails
);
