using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>
/// Whoever can be on call is somebody in the team file. So are the direct targets of the escalation policies that lead to the schedules,
/// who are paged for the same incidents. Who has no account any
/// more is <see cref="ScheduledUserExists"/>'s.
/// </summary>
internal sealed class ScheduleMemberIsOnTheTeam : Check<PagerDutyPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        var strangers = comparison.Accounts.Where(a => a.Teammate is null).Select(a => a.Account.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var duty in population.Duties)
        {
            if (population.AccountOf(duty.Person.Id) is not { } account || duty.Person.IsDeleted)
            {
                continue;
            }

            yield return !strangers.Contains(account.Id)
                ? Met(duty.Subject, account.Label)
                : NotMet(
                    duty.Subject,
                    account.Label,
                    account,
                    null,
                    $"{account.Label} {duty.Clause}, and nobody in the team file matches{comparison.DoubtClause(account)}."
                );
        }
    }
}
