using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Whoever can be on call, or is a direct target, still has an account: PagerDuty keeps deleted people in layers.</summary>
public sealed class ScheduledUserExists : Check<PagerDutyPopulation>
{
    public override string Title => "Everybody on call still has an account";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        // Shift-based schedules have nothing but ids, and the team file may still know whose one was.
        var ids = comparison.Roster.IndexBy(population.PlatformIdOf);
        foreach (var duty in population.Duties)
        {
            var account = population.AccountOf(duty.Person.Id);
            var teammate = ids.Find(duty.Person.Id) is [var only] ? only : null;
            var label = account?.Label ?? duty.Person.Name ?? (teammate is null ? duty.Person.Id : $"{teammate.Name} ({duty.Person.Id})");
            yield return new CheckResult(
                duty.Subject,
                label,
                account is not null && !duty.Person.IsDeleted
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, duty.Subject),
                        Account = account ?? new Account { Id = duty.Person.Id, Name = duty.Person.Name },
                        Teammate = teammate,
                        Text = $"{label} {duty.Clause}, and {(duty.Person.IsDeleted ? "was deleted" : "no account has that id")}.",
                        Remedy = "Take the person out of it in PagerDuty: whoever is on call must be reached.",
                    }
            );
        }
    }
}
