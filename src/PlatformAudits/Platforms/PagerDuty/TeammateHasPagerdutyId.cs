using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Everybody in the team file has a PagerDuty id there, apart from the titles that the settings skip.</summary>
internal sealed class TeammateHasPagerdutyId(PagerDutySettings settings) : Check<PagerDutyPopulation>
{
    public override string Title => "Every teammate has a PagerDuty id in the team file";

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
                    $"{teammate.Name} has no pagerduty id in the team file{(account is null ? " and no account" : "")}.",
                    account is null
                        ? "Invite the person to PagerDuty, and put the id into the team file."
                        : $"Put pagerduty: {{ id: {account.Id} }} into the team file."
                );
        }
    }
}
