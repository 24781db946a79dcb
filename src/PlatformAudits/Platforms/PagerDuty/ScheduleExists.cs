using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Every schedule that the audit looks at is in PagerDuty, as one kind or the other.</summary>
internal sealed class ScheduleExists : Check<PagerDutyPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var schedule in population.Configured)
        {
            yield return population.ScheduleOf(schedule.Id) is not null
                ? Met(schedule.Id, population.LabelOf(schedule))
                : NotMet(
                    schedule.Id,
                    population.LabelOf(schedule),
                    new Account { Id = schedule.Id, Name = schedule.Name },
                    null,
                    $"{(schedule.Name is { } name ? $"The schedule {name} ({schedule.Id})" : $"The schedule {schedule.Id}")} "
                        + "is neither among PagerDuty's layer-based schedules nor among its shift-based ones."
                );
        }
    }
}
