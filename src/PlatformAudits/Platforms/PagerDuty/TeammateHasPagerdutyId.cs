using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Everybody in the team file has a PagerDuty id there, apart from the titles that the settings skip.</summary>
public sealed class TeammateHasPagerdutyId : Check<PagerDutyPopulation>
{
    public override string Title => "Every teammate has a PagerDuty id in the team file";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var (teammate, account) in comparison.Teammates)
        {
            if (population.Platform.Skips(teammate.Title))
            {
                continue;
            }

            var subject = Comparison.SubjectOf(teammate);
            yield return new CheckResult(
                subject,
                teammate.Name,
                teammate.Field(PagerDutyTeamKeys.Id) is not null
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, subject),
                        Account = account,
                        Teammate = teammate,
                        Text = $"{teammate.Name} has no pagerduty id in the team file{(account is null ? " and no account" : "")}.",
                        Remedy = account is null
                            ? "Invite the person to PagerDuty, and put the id into the team file."
                            : $"Put pagerduty: {{ id: {account.Id} }} into the team file.",
                    }
            );
        }
    }
}
