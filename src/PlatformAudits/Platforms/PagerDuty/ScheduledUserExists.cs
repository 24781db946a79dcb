using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Whoever can be on call, or is a direct target, still has an account: PagerDuty keeps deleted people in layers.</summary>
internal sealed class ScheduledUserExists : Check<PagerDutyPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        // Shift-based schedules have nothing but ids, and the team file may still know whose one was.
        var ids = comparison.Roster.IndexBy(comparison.Rules.PlatformIdOf);
        foreach (var duty in population.Duties)
        {
            var account = population.AccountOf(duty.Person.Id);
            var teammate = ids.Find(duty.Person.Id) is [var only] ? only : null;
            var label = account?.Label ?? duty.Person.Name ?? (teammate is null ? duty.Person.Id : $"{teammate.Name} ({duty.Person.Id})");
            yield return account is not null && !duty.Person.IsDeleted
                ? Met(duty.Subject, label)
                : NotMet(
                    duty.Subject,
                    label,
                    account ?? new Account { Id = duty.Person.Id, Name = duty.Person.Name },
                    teammate,
                    $"{label} {duty.Clause}, and {(duty.Person.IsDeleted ? "was deleted" : "no account has that id")}."
                );
        }
    }
}
