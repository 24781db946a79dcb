using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The team file has the id of the teammate's account. Without it the team's own synchronisation does not reach the account.</summary>
public sealed class IdMatches : Check<ZendeskPopulation>
{
    public override string Title => "The team file has the account's id";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate)
            {
                continue;
            }

            var key = population.Platform.ProfileKeys.Id.Path;
            var id = teammate.Field(population.Platform.ProfileKeys.Id);
            yield return new CheckResult(
                account.Id,
                account.Label,
                id == account.Id
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Teammate = teammate,
                        Text =
                            $"The account of {teammate.Name} has the id {account.Id}, and the team file has {(id is null ? $"no {key}" : $"{id} as {key}")}.",
                        Remedy = $"Put {account.Id} into the team file, or remove the account if it should not be there.",
                    }
            );
        }
    }
}
