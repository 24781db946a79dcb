using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The account has the teammate's e-mail address. Letter case and blanks around it don't matter.</summary>
public sealed class EmailMatches : Check<ZendeskPopulation>
{
    public override string Title => "The account has the teammate's e-mail address";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate)
            {
                continue;
            }

            var isTheirs = account.Email?.Trim().Equals(teammate.Email, StringComparison.OrdinalIgnoreCase) == true;
            yield return new CheckResult(
                account.Id,
                account.Label,
                isTheirs
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Teammate = teammate,
                        Text =
                            $"The team file gives {teammate.Name} the address {teammate.Email}, and the account has {account.Email ?? "none"}.",
                        Remedy = $"Change the address in {population.Platform.Title}, or in the team file.",
                    }
            );
        }
    }
}
