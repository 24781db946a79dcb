using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The team file has the id of the teammate's account. Without it the team's own synchronisation does not reach the account.
/// </summary>
internal sealed class IdMatches(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    public override Severity DefaultSeverity => Severity.Low;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate)
            {
                continue;
            }

            var key = settings.Instance.TeamKeys.Id.Path;
            var id = teammate.Field(settings.Instance.TeamKeys.Id);
            yield return id == account.Id
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"The account of {teammate.Name} has the id {account.Id}, and the team file has "
                        + $"{(id is null ? $"no {key}" : $"{id} as {key}")}."
                );
        }
    }
}
