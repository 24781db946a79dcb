using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Every schedule that the audit looks at is in PagerDuty, as one kind or the other.</summary>
public sealed class ScheduleExists : Check<PagerDutyPopulation>
{
    public override string Title => "Every schedule of the settings is in PagerDuty";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var schedule in population.Configured)
        {
            yield return new CheckResult(
                schedule.Id,
                population.LabelOf(schedule),
                population.ScheduleOf(schedule.Id) is not null
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, schedule.Id),
                        Account = new Account { Id = schedule.Id, Name = schedule.Name },
                        Text =
                            $"{(schedule.Name is { } name ? $"The schedule {name} ({schedule.Id})" : $"The schedule {schedule.Id}")} is neither among PagerDuty's layer-based schedules nor among its shift-based ones.",
                        Remedy = "Correct the id, or take the schedule out of audits.yaml or of the file that names it.",
                    }
            );
        }
    }
}
