using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Everybody in the team file has a PagerDuty id there, apart from the titles that the settings skip.</summary>
internal sealed class TeammateHasPagerdutyId(PagerDutySettings settings) : Check<PagerDutyPopulation>
{
    public override Severity DefaultSeverity => Severity.Low;

    public override IReadOnlyList<string> RemedyCases => [WithoutAccount];

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var (teammate, account) in comparison.Teammates)
        {
            if (settings.Skips(teammate.Title))
            {
                continue;
            }

            yield return teammate.Field(PagerDutyTeamKeys.Id) is not null
                ? Met(teammate)
                : NotMet(
                    teammate,
                    account,
                    $"{teammate.Name} has no pagerduty id in the team file"
                        + $"{(account is null ? " and no account" : $"; the account has {account.Id}")}.",
                    account is null ? WithoutAccount : null
                );
        }
    }
}
