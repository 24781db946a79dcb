using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>The PagerDuty id in the team file is that of an account, apart from the titles that the settings skip.</summary>
public sealed class PagerdutyIdExists : Check<PagerDutyPopulation>
{
    public override string Title => "Every PagerDuty id in the team file is an account's";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        foreach (var (teammate, account) in comparison.Teammates)
        {
            if (teammate.Field(PagerDutyTeamKeys.Id) is not { } id || population.Platform.Skips(teammate.Title))
            {
                continue;
            }

            var subject = Comparison.SubjectOf(teammate);
            yield return new CheckResult(
                subject,
                teammate.Name,
                population.AccountOf(id) is not null
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, subject),
                        Account = account,
                        Teammate = teammate,
                        Text =
                            $"The team file gives {teammate.Name} the PagerDuty id {id}, and no account has it{(account is null ? "" : $"; the account of {account.Label} has {account.Id}")}.",
                        Remedy = account is null
                            ? "Invite the person to PagerDuty again, or correct the id in the team file."
                            : $"Put {account.Id} into the team file.",
                    }
            );
        }
    }
}
