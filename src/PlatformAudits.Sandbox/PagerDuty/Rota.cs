namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>When a part of a schedule counts.</summary>
internal enum RotaTime
{
    /// <summary>It has begun and not ended.</summary>
    Current,

    /// <summary>It has not begun yet.</summary>
    Coming,

    /// <summary>It has ended.</summary>
    Ended,
}

/// <summary>Somebody in a part of a schedule.</summary>
/// <param name="Person">The number of the user, who may have been deleted.</param>
internal readonly record struct RotaSeat(int Person, RotaTime Time);

/// <summary>Who is in which schedule, and whom the escalation policies lead to.</summary>
internal sealed class Rota(PagerDutyScenario scenario)
{
    /// <summary>The schedules that PagerDuty has.</summary>
    public IEnumerable<RotaSchedule> Schedules => All.Where(schedule => schedule.IsInPagerDuty);

    /// <summary>The schedules that are audited, there or not.</summary>
    public IEnumerable<RotaSchedule> Audited => All.Where(schedule => schedule.IsAudited);

    /// <summary>Two policies a block: the first leads to the block's audited schedules, the second to the others.</summary>
    public int Policies => scenario.ScheduleBlocks * 2;

    private IEnumerable<RotaSchedule> All => Enumerable.Range(0, scenario.ScheduleBlocks).SelectMany(RotaSchedule.OfBlock);

    /// <summary>Everybody in a schedule; a person may be there more than once.</summary>
    public IEnumerable<RotaSeat> SeatsOf(RotaSchedule schedule)
    {
        foreach (var person in scenario.PeopleOf(schedule.Block))
        {
            var assignment = scenario[person];
            if (
                person != 0
                && assignment is not (PagerDutyAssignment.NotScheduled or PagerDutyAssignment.NoAccount)
                && scenario.HomeOf(person) == schedule.Slot
            )
            {
                yield return new RotaSeat(
                    person,
                    assignment switch
                    {
                        PagerDutyAssignment.InEndedLayer => RotaTime.Ended,
                        PagerDutyAssignment.InComingLayer => RotaTime.Coming,
                        _ => RotaTime.Current,
                    }
                );
            }

            if (assignment == PagerDutyAssignment.InOtherSchedules && schedule.Slot is RotaSlot.OtherLayers or RotaSlot.OtherShifts)
            {
                yield return new RotaSeat(person, RotaTime.Current);
            }
        }

        foreach (var (person, kind) in StrangersOf(schedule.Block))
        {
            RotaTime? time = (kind, schedule.Slot) switch
            {
                (PagerDutyStrangerKind.Colleague, RotaSlot.OtherLayers or RotaSlot.OtherShifts) => RotaTime.Current,
                (PagerDutyStrangerKind.Colleague, RotaSlot.Settings or RotaSlot.Shifts) => RotaTime.Ended,
                (PagerDutyStrangerKind.Leaver, RotaSlot.Settings) => RotaTime.Current,
                (PagerDutyStrangerKind.InShifts, RotaSlot.Shifts) => RotaTime.Current,
                (PagerDutyStrangerKind.Ghost, RotaSlot.TeamFile) => RotaTime.Current,
                (PagerDutyStrangerKind.Ghost, RotaSlot.Settings) => RotaTime.Ended,
                _ => null,
            };
            if (time is { } counts)
            {
                yield return new RotaSeat(person, counts);
            }
        }
    }

    /// <summary>Those who can be on call by a schedule, each once.</summary>
    public IEnumerable<int> MembersOf(RotaSchedule schedule) =>
        SeatsOf(schedule).Where(seat => seat.Time != RotaTime.Ended).Select(seat => seat.Person).Distinct();

    /// <summary>The teammates whom the settings expect in a schedule.</summary>
    public IEnumerable<int> ExpectedBySettings(RotaSchedule schedule) =>
        schedule.Slot is RotaSlot.Settings or RotaSlot.Shifts
            ? scenario.PeopleOf(schedule.Block).Where(person => scenario.HomeOf(person) == schedule.Slot)
            : [];

    /// <summary>Whether a policy leads to audited schedules.</summary>
    public static bool IsAudited(int policy) => policy % 2 == 0;

    /// <summary>The schedules that a policy leads to.</summary>
    public static IEnumerable<RotaSchedule> SchedulesOf(int policy) =>
        (
            IsAudited(policy)
                ? new[] { RotaSlot.Settings, RotaSlot.TeamFile, RotaSlot.Shifts }
                : [RotaSlot.OtherLayers, RotaSlot.OtherShifts]
        ).Select(slot => new RotaSchedule(policy / 2, slot));

    /// <summary>The users who are targets of a policy themselves.</summary>
    public IEnumerable<int> TargetsOf(int policy)
    {
        var block = policy / 2;
        yield return PagerDutyScenario.FirstOf(block);
        foreach (var (person, kind) in StrangersOf(block))
        {
            if (
                IsAudited(policy)
                    ? kind is PagerDutyStrangerKind.Target or PagerDutyStrangerKind.GhostTarget
                    : kind is PagerDutyStrangerKind.Colleague
            )
            {
                yield return person;
            }
        }
    }

    private IEnumerable<(int Person, PagerDutyStrangerKind Kind)> StrangersOf(int block) =>
        scenario
            .Strangers.Select((stranger, at) => (Stranger: stranger, Person: scenario.Size + at))
            .Where(found => found.Stranger.Block == block)
            .Select(found => (found.Person, found.Stranger.Kind));
}
