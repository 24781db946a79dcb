using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>The PagerDuty id in the team file is that of an account, apart from the titles that the settings skip.</summary>
internal sealed class PagerdutyIdExists(PagerDutySettings settings) : Check<PagerDutyPopulation>
{
    public override Severity DefaultSeverity => Severity.Low;

    public override IReadOnlyList<string> RemedyCases => [WithoutAccount];

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var (teammate, account) in comparison.Teammates)
        {
            if (teammate.Field(PagerDutyTeamKeys.Id) is not { } id || settings.Skips(teammate.Title))
            {
                continue;
            }

            yield return population.AccountOf(id) is not null
                ? Met(teammate)
                : NotMet(
                    teammate,
                    account,
                    $"The team file gives {teammate.Name} the PagerDuty id {id}, and no account has it"
                        + $"{(account is null ? "" : $"; the account of {account.Label} has {account.Id}")}.",
                    account is null ? WithoutAccount : null
                );
        }
    }
}
